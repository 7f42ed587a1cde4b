"""The board by mouse: dragging a card to another column, and undoing it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Position, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import press, sign_in

COLUMNS = "/b/cafe-lindgren/plan/?view=columns"
TOP: Position = {"x": 200, "y": 8}
"""A point on a card away from its links and buttons, and a point inside a column."""
STEPS = 20
"""Intermediate mouse moves, because a single jump would not trigger the drag events."""


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


def test_a_card_is_dragged_into_this_week_and_undone(owner: Page) -> None:
    owner.goto(COLUMNS)
    later = owner.locator("[data-column=later]")
    week = owner.locator("[data-column=this-week]")
    title = later.get_by_role("heading", level=3).first.inner_text()

    later.locator(".board-task").first.drag_to(
        week, target_position=TOP, source_position=TOP, steps=STEPS
    )

    expect(owner.get_by_role("status").filter(has_text=f"You started “{title}”")).to_be_visible()
    expect(week).to_contain_text(title)
    assert COLUMNS in owner.url
    expect(week.get_by_role("link", name=title)).to_be_focused()

    press(owner, "Undo")

    expect(later).to_contain_text(title)


def test_a_card_dropped_on_a_forbidden_column_stays(owner: Page) -> None:
    owner.goto(COLUMNS)
    later, done = owner.locator("[data-column=later]"), owner.locator("[data-column=done]")
    title = later.get_by_role("heading", level=3).first.inner_text()

    later.locator(".board-task").first.drag_to(
        done, target_position=TOP, source_position=TOP, steps=STEPS
    )

    expect(later).to_contain_text(title)
    expect(owner.get_by_role("status").filter(has_text="You ")).to_have_count(0)
