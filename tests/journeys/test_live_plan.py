"""The plan updates while people type; without JavaScript it updates with a button."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import Site
from tests.journeys.steps import announced, press, sign_in

BUILD = "/b/cafe-lindgren/plan/build/?hours=20&money=200&actions=5"


@pytest.fixture
def builder(page: Page) -> Page:
    """The plan builder in a desktop window, with the owner of the café signed in."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/account/login/")
    sign_in(page, "owner@cairn.example")
    expect(page.get_by_text("Your account")).to_be_visible()
    page.goto(BUILD)
    return page


@pytest.fixture
def without_script(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/login/")
    sign_in(page, "owner@cairn.example")
    page.goto(BUILD)
    yield page
    context.close()


def test_typing_and_choosing_show_another_plan_and_keep_the_focus(builder: Page) -> None:
    hours = builder.get_by_label("Hours this quarter")

    hours.press("Control+a")
    hours.press_sequentially("12")
    expect(announced(builder)).to_contain_text("4 actions, 12 hours")
    expect(hours).to_be_focused()
    expect(builder).to_have_url(re.compile("hours=12"))

    more = builder.get_by_role("group", name="Channels").get_by_label("More")
    more.focus()
    more.press("Space")
    expect(builder).to_have_url(re.compile("imp-channels=3"))
    expect(more).to_be_focused()


def test_an_error_appears_at_once_and_disappears_when_corrected(builder: Page) -> None:
    hours = builder.get_by_label("Hours this quarter")

    hours.fill("lots")
    expect(builder.get_by_role("alert")).to_contain_text("Enter a whole number of hours")
    expect(hours).to_be_focused()
    hours.fill("20")
    expect(builder.get_by_role("alert")).to_have_count(0)


def test_links_update_the_plan_and_the_form_in_place(builder: Page) -> None:
    pin = builder.get_by_role("link", name=re.compile("^Pin Write five"))

    pin.focus()
    pin.press("Enter")
    expect(builder.get_by_role("link", name=re.compile("^Unpin Write five"))).to_be_focused()
    builder.get_by_role("link", name=re.compile("^Remove Write five")).click()
    expect(announced(builder)).to_contain_text("went out: 4 actions")
    expect(builder.get_by_label("Maximum number of actions")).to_have_value("5")
    builder.go_back()
    expect(builder.get_by_text("1 place stays empty")).to_have_count(0)


def test_own_estimates_work_in_place(builder: Page) -> None:
    own = builder.locator("#numbers-POL4q")

    own.locator("summary").click()
    own.get_by_label("Total hours").fill("never")
    own.get_by_label("Total hours").press("Enter")
    expect(builder.get_by_role("alert")).to_contain_text("Enter a whole number of hours")
    assert not barriers(builder)
    own.get_by_label("Total hours").fill("6")
    own.get_by_label("Total hours").press("Enter")
    expect(builder).to_have_url(re.compile("cost=POL4q:6:0"))
    expect(builder.get_by_text("your estimate")).to_have_count(1)
    expect(builder.get_by_role("alert")).to_have_count(0)


def test_without_javascript_buttons_and_links_do_the_same(without_script: Page) -> None:
    page = without_script

    page.get_by_label("Hours this quarter").fill("12")
    press(page, "Show my plan")
    expect(page.get_by_text("12 of 12")).to_be_visible()
    page.goto(BUILD)
    own = page.locator("#numbers-POL4q")
    own.locator("summary").click()
    own.get_by_label("Total hours").fill("6")
    own.get_by_role("button", name="Use my figures").click()
    expect(page).to_have_url(re.compile("cost=POL4q:6:0#figures-POL4q$"))
    expect(page.get_by_text("your estimate")).to_have_count(1)


def test_versions_are_kept_compared_and_forgotten(builder: Page) -> None:
    builder.get_by_label("Name of this version").fill("Quiet quarter")
    press(builder, "Save as a version")
    expect(builder.get_by_role("columnheader", name="Quiet quarter")).to_be_visible()
    assert not barriers(builder)
    press(builder, "Delete Quiet quarter")
    press(builder, "See that plan again")

    expect(builder.get_by_label("Name of this version")).to_have_value("Quiet quarter")
