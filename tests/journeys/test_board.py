"""The board by mouse: a card that is dragged onto a column goes there, and can be brought back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Position, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import press, sign_in

COLUMNS = "/b/cafe-lindgren/plan/?view=columns"
TOP: Position = {"x": 200, "y": 8}
"""Beside what can be clicked."""
STEPS = 20
"""A hand does not jump from here to there."""


@pytest.fixture
def owner(browser: Browser, site: Site) -> Iterator[Page]:
    """The owner of the café at a desk."""
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
    assert owner.url.endswith(COLUMNS)

    press(owner, "Undo")

    expect(later).to_contain_text(title)


def test_a_card_dropped_where_it_cannot_go_stays(owner: Page) -> None:
    owner.goto(COLUMNS)
    later, done = owner.locator("[data-column=later]"), owner.locator("[data-column=done]")
    title = later.get_by_role("heading", level=3).first.inner_text()

    later.locator(".board-task").first.drag_to(
        done, target_position=TOP, source_position=TOP, steps=STEPS
    )

    expect(later).to_contain_text(title)
    expect(owner.get_by_role("status").filter(has_text="You ")).to_have_count(0)
