"""No answer is lost through closed tabs, two tabs, a dead server or an ended session."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import (
    SAVED,
    announced,
    answer_areas,
    answers,
    choose,
    email_of,
    press,
    save_status,
    sign_in,
    sign_up,
)

FIRST = "check/policies/1/"
SECOND = "check/policies/2/"
KEPT_ON_DEVICE = "We’ll keep this answer here and save it once you’re connected again."
AFTER_RETRIES = 20_000


def test_a_returning_visitor_continues_at_the_first_open_question(page: Page) -> None:
    home = sign_up(page, "Left Early")
    answer_areas(page, home, 4)

    page.context.clear_cookies()
    page.goto(home)
    sign_in(page, email_of("Left Early"))

    expect(page.get_by_text("24 of 30 questions answered")).to_be_visible()
    press(page, "Carry on:")
    expect(page.get_by_text("Question 25 of 30")).to_be_visible()
    page.goto(f"{home}check/review/")
    expect(page.locator(".review-row")).to_have_count(24)


@pytest.mark.parametrize(("button", "kept"), [("Use this answer", 3), ("Keep the saved answer", 1)])
def test_two_tabs_with_the_same_question_lose_neither_answer(
    page: Page, button: str, kept: int
) -> None:
    home = sign_up(page, f"Two Tabs {kept}")
    page.goto(home + FIRST)
    other = page.context.new_page()
    other.goto(home + FIRST)

    choose(page, 1)
    answers(other).nth(3).check()
    expect(save_status(other)).to_contain_text("You changed this answer in another window.")
    press(other, "See both and choose")
    for side in ("The saved answer", "The answer on this page"):
        expect(other.get_by_role("heading", name=side)).to_be_visible()
    press(other, button)

    expect(other).to_have_url(home + SECOND)
    for tab in (page, other):
        expect_saved(tab, home + FIRST, kept)


def test_a_note_typed_just_before_continuing_is_saved_and_undo_reverts_one_step(
    page: Page,
) -> None:
    home = sign_up(page, "One Step Back")
    page.goto(home + FIRST)
    choose(page, 1)
    page.get_by_text("Add a note for your records").click()
    page.get_by_label("What makes you say that?").fill("It hangs by the till.")
    press(page, "Continue")
    expect(page).to_have_url(home + SECOND)
    expect_saved(page, home + FIRST, 1)
    choose(page, 3)
    press(page, "Undo")

    expect(announced(page)).to_contain_text("Your previous answer to")
    expect(answers(page).nth(1)).to_be_checked()
    expect(page.get_by_label("What makes you say that?")).to_have_value("It hangs by the till.")


def test_saved_answers_survive_a_power_cut_and_later_ones_are_saved_after_it(
    page: Page, site: Site
) -> None:
    home = sign_up(page, "Power Cut")
    page.goto(home + FIRST)
    choose(page, 2)
    page.goto(home + SECOND)

    with site.power_cut():
        answers(page).nth(3).check()
        expect(save_status(page)).to_contain_text(KEPT_ON_DEVICE)
        press(page, "Continue")
        expect(save_status(page)).to_contain_text(KEPT_ON_DEVICE)

    expect(save_status(page)).to_contain_text(SAVED, timeout=AFTER_RETRIES)
    expect_saved(page, home + FIRST, 2)
    expect_saved(page, home + SECOND, 3)


def test_an_answer_kept_on_a_device_is_saved_later_but_does_not_replace_a_newer_one(
    page: Page, site: Site, browser: Browser
) -> None:
    home = sign_up(page, "Closed Tab")
    for path in (FIRST, SECOND):
        page.goto(home + path)
        choose(page, 0)
    first, second = page.context.new_page(), page
    first.goto(home + FIRST)
    with site.power_cut():
        for tab in (first, second):
            answers(tab).nth(1).check()
            expect(save_status(tab)).to_contain_text(KEPT_ON_DEVICE)
            tab.close()
    elsewhere = browser.new_context(base_url=site.url)
    newer = elsewhere.new_page()
    newer.goto("/account/login/")
    sign_in(newer, email_of("Closed Tab"))
    newer.goto(home + SECOND)
    choose(newer, 2)
    elsewhere.close()

    again = page.context.new_page()
    again.goto(home + FIRST)
    expect(save_status(again)).to_contain_text(SAVED)
    expect_saved(again, home + FIRST, 1)
    again.goto(home + SECOND)
    expect(save_status(again)).to_contain_text("See both and choose")


def test_after_signing_in_again_the_answer_is_still_on_its_question(page: Page) -> None:
    home = sign_up(page, "Signed Out")
    page.goto(home + FIRST)

    page.context.clear_cookies(name="sessionid")
    answers(page).nth(2).check()
    expect(save_status(page)).to_contain_text("You were signed out")
    press(page, "Continue")
    sign_in(page, email_of("Signed Out"))

    expect(page).to_have_url(home + FIRST)
    expect(page.get_by_text("Your answer is still here: press Continue")).to_be_visible()
    expect(answers(page).nth(2)).to_be_checked()
    press(page, "Continue")
    expect(page).to_have_url(home + SECOND)
    expect_saved(page, home + FIRST, 2)


def expect_saved(page: Page, url: str, nth: int) -> None:
    """Reload the page and expect this answer to be shown as saved."""
    page.goto(url)
    expect(answers(page).nth(nth)).to_be_checked()
    expect(save_status(page)).to_contain_text(SAVED)


def test_a_note_from_before_signing_in_elsewhere_is_sent_again(page: Page) -> None:
    home = sign_up(page, "Two Sessions")
    page.goto(home + FIRST)
    page.get_by_text("Add a note for your records").click()
    page.get_by_label("What makes you say that?").fill("It hangs by the till.")
    sign_in_again_elsewhere(page, "Two Sessions")

    answers(page).nth(2).check()
    expect(save_status(page)).to_contain_text("Not saved")
    press(page, "Continue")
    expect(page.get_by_text("It hangs by the till.")).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(1)
    assert drafts(page) == 1
    press(page, "Send it again")

    expect(page.get_by_text("Question 8 of 30")).to_be_visible()
    assert drafts(page) == 0
    page.goto(home + FIRST)
    expect(answers(page).nth(2)).to_be_checked()
    expect(page.get_by_label("What makes you say that?")).to_have_value("It hangs by the till.")


def test_settings_typed_before_signing_out_elsewhere_are_sent_again(page: Page) -> None:
    home = sign_up(page, "Back Again")
    page.goto(f"{home}settings/")
    page.get_by_label("Name of your business").fill("Back Again Ltd")
    sign_in_again_elsewhere(page, "Back Again", sign_in_too=False)

    press(page, "Save")
    with page.expect_popup() as opened:
        press(page, "sign in (in a new window)")
    sign_in(opened.value, email_of("Back Again"))
    opened.value.wait_for_url("**/b/**")
    # Signing in gave this page's form a new token, so it is offered once more.
    press(page, "Send it again")
    press(page, "Send it again")

    page.goto(f"{home}settings/")
    expect(page.get_by_label("Name of your business")).to_have_value("Back Again Ltd")


def drafts(page: Page) -> int:
    """Count the answers that the browser keeps because the server has not confirmed them."""
    found: int = page.evaluate("localStorage.length")
    return found


def sign_in_again_elsewhere(page: Page, name: str, *, sign_in_too: bool = True) -> None:
    """Sign out in another window of the same browser, and usually sign in again there."""
    other = page.context.new_page()
    other.goto("/account/logout/")
    other.get_by_role("button", name="Sign out").last.click()
    if sign_in_too:
        other.goto("/account/login/")
        sign_in(other, email_of(name))
        other.wait_for_url("**/b/**")
    other.close()
