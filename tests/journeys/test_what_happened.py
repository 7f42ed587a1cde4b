"""A change is read out, and the focus stays at its place: by htmx, and after a reload."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import announced, choose, press, sign_in, sign_up

BUILD = "/b/cafe-lindgren/plan/build/?hours=20&money=200&actions=5"
NEAR = 40
"""Pixels by which the place of a change may move, such as by a message of another height."""


@pytest.fixture
def owner(browser: Browser, site: Site) -> Iterator[Page]:
    """A desktop window in which the owner of the café is signed in."""
    page = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 900}
    ).new_page()
    page.goto("/account/login/")
    sign_in(page, "owner@cairn.example")
    expect(page.get_by_text("Your account")).to_be_visible()
    yield page
    page.context.close()


def height_of(place: Locator) -> float:
    """Return how far below the top of the window an element is."""
    return float(place.evaluate("it => it.getBoundingClientRect().top"))


@pytest.mark.parametrize("change", ["Remove", "Add and pin"])
def test_a_step_in_the_builder_is_read_out_and_leaves_the_focus_in_the_same_list(
    owner: Page, change: str
) -> None:
    owner.goto(BUILD)
    rows = owner.locator(".acts > li")
    control = rows.get_by_role("link", name=re.compile(f"^{change} ")).first
    control.focus()
    before = height_of(control)

    control.press("Enter")

    expect(announced(owner)).to_contain_text(re.compile("went (in|out).*: . actions"))
    # It is the next button of this kind, or the next action if that has started and has to stay.
    here = owner.locator(".acts > li:focus, .acts > li :focus")
    expect(here).to_be_in_viewport()
    assert abs(height_of(here) - before) < NEAR


def test_the_way_back_from_the_builder_is_beside_what_it_says(owner: Page) -> None:
    owner.goto(BUILD)
    planned = owner.locator("ol.acts h3").all_inner_texts()
    owner.get_by_role("link", name=re.compile("^Remove ")).first.click()
    expect(owner.locator("#happened").get_by_text("went out")).to_be_in_viewport()

    owner.locator("#happened").get_by_role("link", name=re.compile("^Undo: ")).click()

    expect(announced(owner)).to_contain_text(re.compile(f"went in.*: {len(planned)} actions"))
    expect(owner.locator("ol.acts h3")).to_have_text(planned)


def test_marking_an_action_as_done_is_read_out_once_and_focuses_it(owner: Page) -> None:
    owner.goto("/b/cafe-lindgren/plan/")
    task = owner.locator(".board-task").filter(has=owner.get_by_role("button", name="done")).first
    title = task.get_by_role("heading").inner_text()

    task.get_by_role("button", name="Mark as done").click()

    expect(announced(owner)).to_contain_text(f"You marked “{title}” as done.")
    expect(owner.get_by_role("link", name=title).first).to_be_focused()
    expect(owner.locator("#happened")).to_be_in_viewport()
    owner.reload()
    expect(owner.get_by_role("button", name="Undo marking it as done")).to_be_visible()
    expect(announced(owner)).to_be_empty()
    press(owner, "Undo marking it as done")
    expect(announced(owner)).to_contain_text("is back as it was.")


def test_undoing_an_answer_is_read_out_at_the_question(page: Page) -> None:
    home = sign_up(page, "Undone Aloud")
    page.goto(home + "check/policies/all/")
    second = page.locator("fieldset.scale").nth(1)
    second.get_by_role("radio").nth(1).check()
    expect(page.locator("#area-progress")).to_contain_text("1 of 6 answered")

    press(page, "Undo this change")

    expect(announced(page)).to_contain_text("is open again: 0 of 30 questions answered.")
    expect(page).to_have_url(re.compile("check/policies/all/#POL2$"))
    expect(second).to_be_focused()


def test_continue_is_on_the_first_screen_of_a_phone_and_covers_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    home = sign_up(page, "First Screen")
    page.goto(home + "check/policies/3/")
    onward = page.get_by_role("button", name="Continue")
    expect(onward).to_be_in_viewport(ratio=1)

    choose(page, 4)
    for _ in ("note", "Continue", "Undo"):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        bottom = here.evaluate("it => it.getBoundingClientRect().bottom")
        in_bar = here.evaluate("it => Boolean(it.closest('.question__bar'))")
        bar = height_of(page.locator(".question__bar"))
        assert in_bar or bottom <= bar, here.evaluate("it => it.outerHTML")
