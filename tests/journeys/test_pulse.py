"""Staff answer on a phone, with and without JavaScript, and the owner sees only a number."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PATIENCE, Site
from tests.journeys.steps import press, sign_in

PULSE = "/b/cafe-lindgren/voices/pulse/"
STAFF = [f"{name}@staff.example" for name in ("ann", "ben", "cem", "dot", "eva")]
WORDS = "Two of us at the till at noon."


@contextmanager
def phone(browser: Browser, site: Site, *, javascript: bool) -> Iterator[Page]:
    """A phone of somebody without an account."""
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": 375, "height": 812},
        java_script_enabled=javascript,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def asked(page: Page, site: Site) -> dict[str, str]:
    """Ask five people by email, and return the link of each."""
    page.goto(PULSE + "ask/")
    sign_in(page, "owner@cairn.example")
    page.goto(PULSE + "ask/")
    if page.get_by_label("How many people will you ask?").count():
        page.get_by_label("How many people will you ask?").fill("5")
        page.get_by_label("Email addresses").fill("\n".join(STAFF))
        press(page, "Open the round")
    return {address: link_to(site, address) for address in STAFF}


def link_to(site: Site, address: str) -> str:
    """Return the link in an email; several emails are in one file."""
    own = site.mail_to(address).partition(f"To: {address}")[2]
    found = re.search(r"/p/\S+", own)
    assert found, own
    return found[0]


@pytest.mark.parametrize(("javascript", "who"), [(True, 0), (False, 1)], ids=["with", "without"])
def test_staff_answer_on_a_phone_and_the_owner_sees_only_the_count(
    browser: Browser,
    page: Page,
    site: Site,
    asked: dict[str, str],
    *,
    javascript: bool,
    who: int,
) -> None:
    link = asked[STAFF[who]]
    with phone(browser, site, javascript=javascript) as staff:
        staff.goto(link)
        check(staff, "How is it really?", javascript=javascript)
        press(staff, "Start")
        refuse_without_an_answer(staff, javascript=javascript)
        for number in range(10):
            expect(staff.get_by_text(f"Question {number + 1} of 10")).to_be_visible()
            staff.get_by_role("radio").nth(number % 5).check()
            press(staff, "Continue")
        press(staff, "Back")
        expect(staff.get_by_role("radio").nth(9 % 5)).to_be_checked()
        press(staff, "Continue")
        look_through_and_send(staff, javascript=javascript)
        check(staff, "Thank you", javascript=javascript)
        staff.goto(link)
        check(staff, "This link has been used", javascript=javascript)

    page.goto(PULSE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody has been counted yet")
    assert WORDS not in page.content()
    assert barriers(page) == []


def refuse_without_an_answer(staff: Page, *, javascript: bool) -> None:
    press(staff, "Continue")
    expect(staff.get_by_role("heading", name="There is a problem")).to_be_visible()
    if javascript:
        assert barriers(staff) == []


def look_through_and_send(staff: Page, *, javascript: bool) -> None:
    staff.get_by_label("In your own words").fill(WORDS)
    staff.get_by_text("Look through your answers first").click()
    check(staff, "One last thing, if you like", javascript=javascript)
    staff.get_by_role("button", name="Change").nth(2).click()
    staff.get_by_role("radio", name="I’d rather not say").check()
    press(staff, "Continue")
    expect(staff.get_by_label("In your own words")).to_have_value(WORDS)
    press(staff, "Send my answers")


def check(staff: Page, heading: str, *, javascript: bool) -> None:
    expect(staff.get_by_role("heading", level=1)).to_have_text(heading)
    if javascript:
        assert barriers(staff) == []


def test_the_pages_of_the_business_have_no_barriers(page: Page, asked: dict[str, str]) -> None:
    assert len(asked) == len(STAFF)
    found = []
    for address in ("", "talk/", "longer/", "leave/"):
        page.goto(f"{PULSE}{address}")
        found += barriers(page)

    assert found == []
