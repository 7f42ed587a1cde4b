"""A consultant suggests changes, and the owner answers on a phone: with scripts and without."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PATIENCE, Site
from tests.journeys.steps import press, sign_in, suggest_changes

CLIENT = "/practice/blue-door-consulting/clients/cafe-lindgren/"
HOME = "/b/cafe-lindgren/"
Opens = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Opens]:
    """Open a window of this width for a person in the sample, with or without scripts."""
    contexts = []

    def opened(name: str, width: int, *, scripts: bool) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto("/account/login/")
        sign_in(page, f"{name}@cairn.example")
        expect(page.get_by_text("Your account").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_suggest_review_on_a_phone_change_the_plan_and_undo(
    window: Opens, *, scripts: bool
) -> None:
    consultant = window("consultant", 1280, scripts=scripts)
    owner = window("owner", 375, scripts=scripts)
    consultant.goto(CLIENT)
    press(consultant, "Suggest changes")
    moved, added = suggest_changes(consultant)
    press(consultant, "Send to Café Lindgren")
    expect(consultant.get_by_text("2 changes wait for Café Lindgren").first).to_be_visible()

    owner.goto(HOME)
    press(owner, "Look at them")
    expect(owner.get_by_role("radio", checked=True)).to_have_count(0)
    for card in owner.locator(".proposal").all():
        card.get_by_label("Take it over").check()
    press(owner, "Answer Ruth Calloway")
    expect(owner.get_by_text("2 changes are in your plan.").first).to_be_visible()
    here = owner.url
    owner.goto(f"{HOME}plan/")
    expect(owner.get_by_role("link", name=added)).to_be_visible()

    consultant.goto(CLIENT)
    press(consultant, "See them")
    expect(consultant.get_by_text("Taken over")).to_have_count(2)
    owner.goto(here)
    for title in (moved, added):
        owner.locator(".proposal").filter(has_text=title).get_by_role("button").click()
        expect(owner.get_by_text("Taken back: your plan is as it was there.").first).to_be_visible()
    owner.goto(f"{HOME}plan/")
    expect(owner.get_by_role("link", name=added)).to_have_count(0)


def test_the_pages_have_no_barriers(window: Opens) -> None:
    consultant = window("consultant", 1280, scripts=True)
    owner = window("owner", 375, scripts=True)
    found = {}
    for place in ("", "notes/", "comments/", "evidence/", "meeting/", "in-short/"):
        consultant.goto(CLIENT + place)
        found[place] = barriers(consultant)
    consultant.goto(f"{CLIENT}suggest/")
    suggest_changes(consultant)
    found["suggest/"] = barriers(consultant)
    press(consultant, "Send to Café Lindgren")
    owner.goto(HOME)
    found["home"] = barriers(owner)
    press(owner, "Look at them")
    found["review"] = barriers(owner)
    press(owner, "Leave my plan as it is")
    expect(owner.get_by_text("Your plan stays as it is.").first).to_be_visible()
    found["answered"] = barriers(owner)
    owner.goto(f"{HOME}comments/blue-door-consulting/")
    found["comments"] = barriers(owner)

    assert {place: each for place, each in found.items() if each} == {}
