"""Every page on paper and with large text: nothing is cut off or overlaps.

Each page is opened once, and measured while it is open.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, FilePayload, Page

from tests.access.matrix import LOOKS
from tests.journeys.conftest import Site
from tests.journeys.layout import (
    CLOSELY,
    EVERY,
    Look,
    in_turn,
    on_paper,
    with_large_text,
)
from tests.journeys.steps import choose, press, sign_in, sign_up

CAFE = "/b/cafe-lindgren"
VISITOR = [
    *("/", "/sample/", "/sample/culture/", "/sample/trends/", "/nowhere/"),
    *("/method/", "/privacy/", "/accessibility/"),
    *("/account/login/", "/account/signup/", "/account/password/reset/"),
    *("/invitation/ended/", "/e/ended/", "/a/ended/", "/p/", "/p/kept/"),
]
OWNER = [
    f"{CAFE}/",
    *(f"{CAFE}/results/{rest}" for rest in ("2026-q4/", "2025-q1/", "2026-q4/culture/")),
    *(f"{CAFE}/plan/{rest}" for rest in ("", "?view=columns", "build/", "build/?hours=0", "save/")),
    *(f"{CAFE}/plan/{rest}" for rest in ("calendar/", "own/", "look-back/", "busy-weeks/")),
    *(f"{CAFE}/trends/{rest}" for rest in ("", "?from=2026-q3&to=2026-q4")),
    *(f"{CAFE}/{rest}/" for rest in ("check/review", "reports", "share/2026-q4", "team")),
    *(f"{CAFE}/{rest}/" for rest in ("activity", "settings", "delete", "actions/POL1q")),
    *(f"{CAFE}/comments/blue-door-consulting/{rest}" for rest in ("", "emails/")),
    *(f"{CAFE}/access/", f"{CAFE}/access/invite/", "/practice/begin/"),
    *(f"{CAFE}/sessions/", "/screen/"),
    *(f"{CAFE}/voices/{rest}" for rest in ("", "side-by-side/2026-q4/", "pulse/", "pulse/ask/")),
    *(f"{CAFE}/voices/{rest}" for rest in ("pulse/talk/", "second-opinion/2026-q4/compare/")),
    f"{CAFE}/voices/second-opinion/",
    *(
        f"{CAFE}/voices/survey/{rest}"
        for rest in ("", "new-link/", "import/", "results/", "aside/")
    ),
    *(f"{CAFE}/voices/survey/results/2026-q4/{rest}" for rest in ("", "words/")),
    *("/account/", "/account/reminders/", "/account/sessions/", "/set-up/"),
]
OF_AN_ACTION = ["", "finish/", "move/", "drop/", "hand-over/"]
NEWCOMER = ["check/", "check/policies/2/", "check/policies/all/", "check/review/", "results/"]
CLIENT = "/practice/blue-door-consulting/clients/cafe-lindgren/"
PRACTICE = "/practice/blue-door-consulting/"
SIDE_BY_SIDE = "&".join(
    f"client={name}" for name in ("cafe-lindgren", "seven-hills-cycles", "the-old-mill-inn")
)
OF_A_PRACTICE = [
    *("", "requests/", "clients/new/", "clients/new/business/", f"compare/?{SIDE_BY_SIDE}"),
    *("reports/", "reports/?show=all&all=1", "messages/?show=all&all=1"),
    *("people/", "people/leave/", "settings/", "views/new/", "tag/", "import/"),
]
CONSULTANT = [
    *(PRACTICE + rest for rest in OF_A_PRACTICE),
    *(f"{PRACTICE}branding/", f"{CAFE}/reports/2026-q4/comments/"),
    *(CLIENT + rest for rest in ("", "notes/", "comments/", "evidence/", "meeting/", "in-short/")),
    *(f"{CLIENT}suggest/", f"{CLIENT}session/", "/practice/blue-door-consulting/former-clients/"),
]

WITH_COLUMNS = {
    f"{CAFE}/results/2026-q4/",
    f"{CAFE}/plan/build/",
    f"{CAFE}/trends/",
    f"{CAFE}/plan/",
}
"""Pages with the most columns are measured in all sizes and widths. Others take turns."""

FILES = {
    *("activity_csv", "trends_csv", "plan_calendar"),
    *("results_csv", "results_json", "results_xlsx", "results_docx", "calendar_feed"),
    *("report", "report_text", "sample_report", "shared_report", "livez", "readyz", "security_txt"),
    *("former_clients_file", "branding_preview", "empty_list_csv", "left_out_csv"),
    *("session_outcome_pdf", "session_held_pdf"),
    *("survey_poster_pdf", "survey_cards_pdf", "survey_csv", "left_out_answers_csv"),
    *("pulse_poster_pdf", "team_talk_pdf"),
}
LIKE_OTHERS = {
    "accept_as_consultant": "a sentence and a button, as on the page of an invitation",
    "answer_request": "the form of access, which test_letting_in opens on a phone",
    "hand_over_business": "the form of add_client",
    "mailing": "a list of clients with a line each, as on the page of open requests",
    "client_note": "a field and two buttons, as on the page of all notes",
    "client_suggestion": "the changes of plan_suggestion",
    "plan_suggestion": "test_suggested_changes opens it on a phone and in the smallest window",
    "bulk_job": "panels with a progress bar and lists, as on the page before it",
    "claims": "one sentence and two buttons, as on the pages of an action",
    "edit_own_item": "the form of add_own_item",
    "leave_business": "a sentence and two buttons, as on the pages of an action",
    "session_pane": "test_session opens it on a phone and in the smallest window",
    "screen": "test_session opens it on a phone and in the smallest window",
    "finish_session": "test_session opens it on a phone and in the smallest window",
    "session_outcome": "test_session opens it on a phone and in the smallest window",
    "session_held": "the page of session_outcome",
    "retest": "six questions, as those of an area on one page",
    "report_job": "a notice, which the page of reports shows too",
    "unsent_check": "the answers of a review",
    "answer_pulse": "test_pulse opens it on a phone",
    "pulse_thanks": "test_pulse opens it on a phone",
    "pulse_round": "the page of pulse, about an earlier round",
    "close_pulse": "a sentence and two buttons, as on the pages of an action",
    "extend_pulse": "two days and a button, as on the page that asks a team",
    "leave_pulse": "a sentence and two buttons, as on the pages of an action",
    "answer_list": "test_survey opens it on a phone and in the smallest window",
    "hide_answer": "a quote, a field and two buttons, as on the page of all that was written",
    "erase_answer": "a quote and two buttons, as on the page of all that was written",
}


class Layout(NamedTuple):
    """What is wrong with each page, by its address."""

    paper: dict[str, list[str]]
    text: dict[str, list[str]]
    looks: set[Look]

    def measure(self, page: Page, *paths: str) -> None:
        for path in paths:
            page.goto(path)
            looks = CLOSELY if path in WITH_COLUMNS else in_turn(len(self.text))
            self.paper[path] = on_paper(page)
            self.text[path] = with_large_text(page, looks)
            self.looks.update(() if path in WITH_COLUMNS else looks)


@pytest.fixture(scope="module")
def owner(browser: Browser, site: Site) -> Iterator[Page]:
    page = someone(browser, site, "owner")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def layout(browser: Browser, site: Site, owner: Page) -> Layout:
    return walk(browser, site, owner)


def walk(browser: Browser, site: Site, owner: Page) -> Layout:
    """Open and measure every page."""
    found = Layout({}, {}, set())
    visitor = someone(browser, site)
    survey = survey_of(owner)
    found.measure(visitor, *VISITOR, shared_by(owner), survey, f"{survey}thanks/")
    found.measure(owner, *OWNER, *(an_action(owner) + rest for rest in OF_AN_ACTION))
    consultant = someone(browser, site, "consultant")
    found.measure(consultant, *CONSULTANT, a_list(consultant))
    home = sign_up(visitor, "Way To Paper").removeprefix(site.url)
    visitor.goto(f"{home}check/policies/2/")
    choose(visitor, 2)
    found.measure(visitor, *(home + rest for rest in NEWCOMER))
    return found


def someone(browser: Browser, site: Site, name: str = "") -> Page:
    """A window of this person of the sample, or of a visitor."""
    page = browser.new_context(base_url=site.url).new_page()
    if name:
        page.goto("/account/login/")
        sign_in(page, f"{name}@cairn.example")
        page.wait_for_url(re.compile(r"^(?!.*/login/)"))
    return page


def shared_by(owner: Page) -> str:
    """Make a link to the café's result, and return its path."""
    owner.goto(f"{CAFE}/share/2026-q4/")
    owner.get_by_label("Who is it for?").fill("Our bank")
    press(owner, "Make the link")
    return "/s/" + owner.get_by_label("The link").input_value().partition("/s/")[2]


def survey_of(owner: Page) -> str:
    """Return the path at which customers answer."""
    owner.goto(f"{CAFE}/voices/survey/")
    return "/c/" + owner.get_by_label("Link to the survey").input_value().partition("/c/")[2]


def a_list(consultant: Page) -> str:
    """Upload a list with new clients and one that can't be added, and return its path."""
    consultant.goto(f"{PRACTICE}import/")
    rows = "Business,Owner's email,Sector\nAlma Yoga,freya@alma.example,Yoga\n,,Shop\n"
    file = FilePayload(name="clients.csv", mimeType="text/csv", buffer=rows.encode())
    consultant.locator("input[type=file]").set_input_files(file)
    press(consultant, "Look through the list")
    consultant.wait_for_url(re.compile(r"/import/\d+/"))
    return urlsplit(consultant.url).path


def an_action(owner: Page) -> str:
    owner.goto(f"{CAFE}/plan/")
    path = owner.locator(".board-task h3 a").first.get_attribute("href")
    assert path
    return path


def test_every_page_is_measured(layout: Layout) -> None:
    pages = {name for name, statuses in LOOKS.items() if 200 in statuses.values()}

    assert pages - {name_of(path) for path in layout.text} == FILES | set(LIKE_OTHERS)


def name_of(path: str) -> str | None:
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return None


def test_text_of_every_size_is_measured_in_every_window_and_in_forced_colours(
    layout: Layout,
) -> None:
    assert layout.looks == EVERY


def test_paper_shows_all_of_a_page_in_dark_ink(layout: Layout) -> None:
    wrong = {path: found for path, found in layout.paper.items() if found}

    assert not wrong


def test_large_text_is_never_cut_off_and_never_overlaps(layout: Layout) -> None:
    wrong = {path: found for path, found in layout.text.items() if found}

    assert not wrong


@pytest.mark.parametrize(
    ("path", "paper", "words"),
    [
        (f"{CAFE}/results/2026-q4/", "A4", "An answer above the second sentence counts"),
        (f"{CAFE}/plan/build/", "Letter", "In your plan"),
        (f"{CAFE}/trends/", "A4", "All the numbers"),
    ],
)
def test_a_printed_page_has_all_its_text_between_its_margins(
    owner: Page, path: str, paper: str, words: str
) -> None:
    owner.emulate_media(media="print", color_scheme="dark")
    owner.goto(path)

    sheets = list(pypdfium2.PdfDocument(owner.pdf(format=paper)))

    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert words in text
    assert "Your account" not in text
    assert 1 < len(sheets) < 10
    assert [n for n, sheet in enumerate(sheets) if not within_margins(sheet)] == []


MARGIN = 40
"""Points: a little less than 15 mm."""


def within_margins(sheet: pypdfium2.PdfPage) -> bool:
    text = sheet.get_textpage()
    boxes = [text.get_rect(nth) for nth in range(text.count_rects())]
    return bool(boxes) and (
        min(left for left, *_ in boxes) > MARGIN
        and max(right for _left, _bottom, right, _top in boxes) < sheet.get_width() - MARGIN
    )


@pytest.mark.parametrize("medium", ["print", "forced colours"])
def test_levels_that_are_not_reached_are_not_drawn_dark(owner: Page, medium: str) -> None:
    owner.goto(f"{CAFE}/results/2026-q4/")

    if medium == "print":
        owner.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    else:
        owner.emulate_media(media="screen", color_scheme="light", forced_colors="active")

    reached, ahead = (
        owner.locator(f".rung-{rung}").first.evaluate("it => getComputedStyle(it).fill")
        for rung in ("done", "ahead")
    )
    assert lightness(ahead) > lightness(reached)


def lightness(fill: str) -> int:
    """The sum of the colour's parts; what is not filled is as light as a sheet."""
    return 765 if fill == "none" else sum(map(int, re.findall(r"\d+", fill)[:3]))
