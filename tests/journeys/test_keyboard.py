"""Keyboard use: reaching the answers, the number keys, and switching them off."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import SAVED, answers, press, save_status, sign_up

FIRST = "check/policies/1/"


@pytest.fixture
def home(page: Page, request: pytest.FixtureRequest) -> str:
    """The URL of a new business, opened in a desktop window."""
    page.set_viewport_size({"width": 1280, "height": 800})
    return sign_up(page, request.node.name[:40])


def test_tab_reaches_the_skip_link_and_the_answers_and_arrows_choose(page: Page, home: str) -> None:
    page.goto(home + "check/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    assert has_focus_ring(page.locator(":focus"))
    page.goto(home + FIRST)
    tab_until(page, answers(page).first)
    page.keyboard.press("ArrowDown")

    expect(answers(page).nth(1)).to_be_focused()
    expect(answers(page).nth(1)).to_be_checked()
    expect(save_status(page)).to_contain_text(SAVED)
    tab_until(page, page.get_by_role("button", name="Continue"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 6")).to_be_visible()


def test_number_keys_choose_an_answer_but_not_while_typing_a_note(page: Page, home: str) -> None:
    page.goto(home + FIRST)
    question = page.get_by_role("group", name=re.compile(r"\?$"))
    expect(question).to_be_focused()
    expect(question).to_have_css("outline-style", "none")

    for key, nth in {"1": 0, "2": 1, "3": 2, "4": 3, "0": 4}.items():
        page.keyboard.press(key)
        expect(answers(page).nth(nth)).to_be_checked()
        expect(answers(page).nth(nth)).to_be_focused()
    page.get_by_text("Add a note for your records").click()
    page.get_by_label("What makes you say that?").press_sequentially("2 of 3")
    expect(answers(page).nth(4)).to_be_checked()
    tab_until(page, answers(page).nth(4), key="Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("2 of 6")).to_be_visible()
    question = page.get_by_role("group", name=re.compile(r"\?$"))
    expect(question).to_be_focused()
    # A shadow would begin in the middle of the question, and strike it through.
    expect(question).to_have_css("box-shadow", "none")
    page.goto(home + FIRST)
    expect(page.get_by_label("What makes you say that?")).to_have_value("2 of 3")


def test_number_keys_do_nothing_when_switched_off(page: Page, home: str) -> None:
    page.goto("/account/")
    page.get_by_label("Use the keys 1 to 4").uncheck()
    press(page, "Save my settings")
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    page.goto(home + FIRST)
    tab_until(page, answers(page).first)
    for key in "12340-":
        page.keyboard.press(key)

    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.locator("kbd")).to_have_count(0)


def test_more_closes_when_the_focus_moves_on_and_on_escape(page: Page, home: str) -> None:
    page.goto(home)
    menu = page.locator(".nav-more")
    more = menu.locator("summary")

    more.press("Enter")
    expect(menu).to_have_attribute("open", "")
    menu.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")
    more.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(more).to_be_focused()


def test_the_password_button_says_what_it_does_and_whether_it_does(page: Page) -> None:
    page.goto("/account/login/")
    password = page.get_by_label("Password", exact=True)

    page.get_by_role("button", name="Show password", pressed=False).press("Enter")
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Show password", pressed=True).press("Enter")

    expect(password).to_have_attribute("type", "password")


def tab_until(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press a key until an element has focus; every stop must be visible and show its focus."""
    for _ in range(12):
        page.keyboard.press(key)
        here = page.locator(":focus")
        assert has_focus_ring(here), here.evaluate("it => it.outerHTML")
        expect(here).to_be_in_viewport()
        if wanted.evaluate("it => it === document.activeElement"):
            return
    pytest.fail(f"{key} did not lead to {wanted}")


def has_focus_ring(focused: Locator) -> bool:
    """Return whether a focus outline is drawn around the element or the card that contains it."""
    return bool(
        focused.evaluate(
            """it => [it, it.closest("label")].some(
                (each) => each && getComputedStyle(each).outlineStyle !== "none"
                  && parseFloat(getComputedStyle(each).outlineWidth) >= 2)"""
        )
    )
