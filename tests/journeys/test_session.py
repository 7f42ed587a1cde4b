"""A session in two browsers: the consultant's laptop, and the projector, which needs no account."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from playwright.sync_api import Browser, Locator, Page, Route, expect
from pypdf import PdfReader

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PATIENCE, Site
from tests.journeys.steps import press, sign_in

CLIENT = "/practice/blue-door-consulting/clients/northlight-studio/session/"
WITHIN = 5_000
"""Milliseconds within which each window shows what the other one changed."""
SECRET = "Ask about the lease, but not today."
PRIVATE = (SECRET, "Café Lindgren", "Seven Hills", "/practice/", "/account/", "/b/")


def test_two_windows_show_each_others_changes_and_end_in_a_signed_page(
    browser: Browser, page: Page, site: Site
) -> None:
    code = start_session(page)
    with projector(browser, site) as (screen, received):
        open_screen(screen, code)

        answer(screen, 0, 2).check()
        expect(answer(page, 0, 2)).to_be_checked(timeout=WITHIN)
        answer(page, 1, 1).check()
        expect(answer(screen, 1, 1)).to_be_checked(timeout=WITHIN)
        press(page, "Next: go there")
        there = screen.get_by_role("button", name=re.compile("^Policies"))
        expect(there).to_have_attribute("aria-current", "page", timeout=WITHIN)
        assert barriers(screen) + barriers(page) == []

        finish(page)
        over = screen.get_by_role("heading", name="This session is over")
        expect(over).to_be_visible(timeout=WITHIN)
        assert "Write five service standards" in signed_page(page)
        assert len(received) > 1
        assert [p for p in PRIVATE if any(p in text for text in received)] == []


def start_session(page: Page) -> str:
    """Start a session, keep a private note, and return the code for the projector."""
    page.goto(CLIENT)
    sign_in(page, "consultant@cairn.example")
    press(page, "Start the session")
    page.get_by_label("New note").fill(SECRET)
    press(page, "Keep the note")
    press(page, "Get a code for another device")
    return page.locator(".session-code b").inner_text()


@contextmanager
def projector(browser: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """A browser without an account, and the text of everything that it receives."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    received: list[str] = []

    def note(route: Route) -> None:
        reply = route.fetch(max_redirects=0)
        received.append(reply.body().decode(errors="replace"))
        route.fulfill(response=reply)

    context.route(re.compile("/screen/"), note)
    yield context.new_page(), received
    context.unroute_all(behavior="ignoreErrors")
    context.close()


def open_screen(screen: Page, code: str) -> None:
    screen.goto("/screen/")
    screen.get_by_label("Code").fill(code)
    press(screen, "Open the screen")


def answer(page: Page, question: int, nth: int) -> Locator:
    return page.locator("fieldset.scale").nth(question).get_by_role("radio").nth(nth)


def finish(page: Page) -> None:
    """Write down what was agreed, and sign it."""
    page.get_by_label("What did you agree on?").fill("Write five service standards")
    press(page, "Write it down")
    press(page, "Finish the session")
    assert not barriers(page)
    page.get_by_label("Who was there?").fill("Ruth Calloway\nNell North")
    page.get_by_label("Your name, for your practice").fill("Ruth Calloway")
    page.get_by_label("Your client’s name, for the business").fill("Nell North")
    press(page, "Sign and send it to both")


def signed_page(page: Page) -> str:
    """Return the text of the PDF that the consultant downloads."""
    assert not barriers(page)
    with page.expect_download() as download:
        press(page, "Download the PDF")
    return PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
