"""What somebody is typing in a session stays, whatever the other window does meanwhile."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import press
from tests.journeys.test_session import (
    CLIENT,
    WITHIN,
    answer,
    open_screen,
    projector,
    start_session,
)

NOTE, ACTION = "Half a note about the lea", "Write five serv"


def test_half_typed_texts_wait_for_their_writer(browser: Browser, page: Page, site: Site) -> None:
    code = start_session(page)
    with projector(browser, site) as (screen, _received):
        open_screen(screen, code)
        note, action = page.get_by_label("New note"), page.get_by_label("What did you agree on?")
        note.fill(NOTE)
        action.fill(ACTION)
        action.blur()

        screen.get_by_role("button", name=re.compile("^Policies")).click()
        said = page.get_by_text("The other window shows something else by now.")
        expect(said).to_be_visible(timeout=WITHIN)
        answer(screen, 0, 2).check()
        page.get_by_role("link", name="Go there now").click()
        expect(answer(page, 0, 2)).to_be_checked()
        expect(note).to_have_value(NOTE)
        expect(action).to_have_value(ACTION)

        send_one_after_the_other(page)
        end_while_both_write(page, screen)


def send_one_after_the_other(page: Page) -> None:
    note, action = page.get_by_label("New note"), page.get_by_label("What did you agree on?")
    press(page, "Write it down")
    expect(action).to_have_value("")
    expect(note).to_have_value(NOTE)
    press(page, "Keep the note")
    expect(note).to_have_value("")
    page.reload()
    expect(note).to_have_value("")


def end_while_both_write(page: Page, screen: Page) -> None:
    """End the session in another tab; both windows then show only the words."""
    screen.locator("details.note summary").nth(1).click()
    screen.locator("[name$=-note]").nth(1).fill("Maja hesi")
    page.get_by_label("What is left for later?").fill("Ask about Mondays")
    other = page.context.new_page()
    other.goto(page.url.partition("#")[0] + "finish/")
    press(other, "End it without signing")
    expect(other).to_have_url(re.compile(CLIENT))
    other.close()
    for window, words in ((screen, "Maja hesi"), (page, "Ask about Mondays")):
        heading = window.get_by_role("heading", name="Not saved: what you typed")
        expect(heading).to_be_visible(timeout=2 * WITHIN)
        expect(window.get_by_text(words)).to_be_visible()
        expect(window.get_by_role("heading", name="This session is over")).to_be_visible()
        expect(window.get_by_role("textbox")).to_have_count(0)
