"""Accessibility of every page, in light and dark, on a phone and a desktop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import Site
from tests.journeys.steps import (
    answer_areas,
    answers,
    choose,
    fill_sign_up,
    press,
    sign_in,
    sign_up,
)

NOWHERE = "/nowhere/"
FOR_EVERYONE = [
    "/",
    "/account/signup/",
    "/account/login/",
    "/account/password/reset/",
    "/sample/",
    "/sample/culture/",
    "/sample/trends/",
    "/method/",
    "/privacy/",
    "/accessibility/",
    NOWHERE,
]
LINDGREN = "/b/cafe-lindgren"
FOR_THE_OWNER = [
    f"{LINDGREN}/",
    f"{LINDGREN}/check/",
    f"{LINDGREN}/check/review/",
    f"{LINDGREN}/results/2025-q1/",
    f"{LINDGREN}/results/2026-q4/",
    f"{LINDGREN}/results/2026-q4/culture/",
    f"{LINDGREN}/plan/",
    f"{LINDGREN}/plan/?view=columns",
    f"{LINDGREN}/plan/own/",
    f"{LINDGREN}/plan/calendar/",
    f"{LINDGREN}/plan/build/",
    f"{LINDGREN}/plan/build/?hours=0",
    f"{LINDGREN}/plan/save/",
    f"{LINDGREN}/actions/POL6q/",
    f"{LINDGREN}/trends/",
    f"{LINDGREN}/trends/?from=2026-q3&to=2026-q4",
    f"{LINDGREN}/share/2026-q4/",
    f"{LINDGREN}/reports/",
    f"{LINDGREN}/team/",
    f"{LINDGREN}/settings/",
    "/account/",
    "/account/reminders/",
    "/account/sessions/",
    "/account/logout/",
    "/set-up/",
]


@pytest.fixture(scope="module")
def owner(browser: Browser, site: Site) -> Iterator[Page]:
    """The owner of the café, signed in."""
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/account/login/")
    sign_in(page, "owner@cairn.example")
    expect(page.get_by_text("Your account")).to_be_visible()
    yield page
    page.context.close()


def test_barriers_are_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p style='width: 400px; color: #ccc; background: #fff'>Pale</p><button>")

    found = " ".join(barriers(page))

    page.close()
    for look in ("light 375: color-contrast", "dark 375: color-contrast", "dark 1280: button-name"):
        assert look in found
    assert "px wide in a window of 320" in found


@pytest.mark.parametrize("path", FOR_EVERYONE)
def test_no_barriers_for_a_visitor(page: Page, path: str) -> None:
    there = page.goto(path)

    assert there
    assert there.status == (404 if path == NOWHERE else 200)
    assert not barriers(page)


@pytest.mark.parametrize("path", FOR_THE_OWNER)
def test_no_barriers_for_an_owner(owner: Page, path: str) -> None:
    there = owner.goto(path)

    assert there
    assert there.ok
    assert owner.url.endswith(path)
    assert not barriers(owner)


def test_no_barriers_on_forms_with_errors(page: Page) -> None:
    page.goto("/account/login/")
    sign_in(page, "nobody@journeys.example")
    refused = barriers(page)
    page.goto("/account/signup/")
    fill_sign_up(page, email="not an address", business="")
    press(page, "Create my account")
    expect(page.get_by_role("alert")).to_be_focused()

    assert not refused + barriers(page)


def test_no_barriers_on_the_way_to_a_first_check(page: Page) -> None:
    page.goto("/account/signup/")
    fill_sign_up(page, email="ways@journeys.example", business="Way In")
    press(page, "Create my account")
    seen = {"set-up": barriers(page)}
    press(page, "Skip for now")
    seen["areas"] = barriers(page)
    home = page.url.removesuffix("check/")
    for words, path in {
        "home": "",
        "no results": "results/",
        "no plan": "plan/",
        "no trends": "trends/",
        "no reports": "reports/",
        "question": "check/policies/1/",
        "six questions": "check/policies/all/",
        "all open": "check/review/",
    }.items():
        page.goto(home + path)
        seen[words] = barriers(page)

    assert not any(seen.values()), seen


def test_no_barriers_while_answering(page: Page) -> None:
    home = sign_up(page, "Way Through")
    page.goto(f"{home}check/policies/1/")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_be_focused()
    seen = {"refused": barriers(page)}
    page.goto(f"{home}check/policies/1/")
    behind = page.context.new_page()
    behind.goto(f"{home}check/policies/1/")
    page.get_by_text("Add a note for your records").click()
    page.get_by_label("What makes you say that?").fill("On the wall since May.")
    choose(page, 2)
    seen["answered"] = barriers(page)
    answers(behind).nth(0).check()
    press(behind, "See both and choose")
    seen["two answers"] = barriers(behind)
    behind.close()

    assert not any(seen.values()), seen


def test_no_barriers_on_the_way_to_a_first_result(page: Page) -> None:
    home = sign_up(page, "Way Up")
    seen = {}
    page.goto(f"{home}check/policies/all/")
    page.get_by_role("radio", name="doesn’t apply").first.check()
    page.get_by_role("button", name="Save and").click()
    expect(page.get_by_role("alert")).to_be_focused()
    seen["six questions, refused"] = barriers(page)
    answer_areas(page, home)
    seen["review"] = barriers(page)
    press(page, "Get my results")
    seen["first result"] = barriers(page)
    page.goto(home)
    seen["home with a result"] = barriers(page)

    assert not any(seen.values()), seen
