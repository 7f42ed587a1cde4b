"""A consultant signs up and asks; the owner lets them in on a phone, with and without scripts."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PASSWORD, PATIENCE, Site
from tests.journeys.steps import (
    download,
    email_of,
    fill_sign_up,
    press,
    sign_in,
    sign_up,
    text_of,
)

TO_THE_FIRST_REPORT = [
    "Create my account",
    "Yes, this is my address",
    "Bring in a client",
    "Send the request",
    "Make a report",
    "Make A4 PDF",
    "Download the PDF",
]
"""What the consultant presses; the owner only presses “Give access”."""


def test_an_owner_lets_a_consultant_in(browser: Browser, page: Page, site: Site) -> None:
    office = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800})
    office.set_default_timeout(PATIENCE)
    consultant = office.new_page()
    home = sign_up(page, "Tin Kettle").removeprefix(site.url)
    begin_practice(consultant, site, "Harbour Advice")

    ask_for_access(consultant, email_of("Tin Kettle"))

    page.goto(link_in(site, email_of("Tin Kettle"), "/access/"))
    confirm_password(page)
    expect(page.get_by_text("As we said on Thursday.")).to_be_visible()
    expect(page.get_by_role("radio", name="Work with it")).to_be_checked()
    assert not barriers(page)
    page.get_by_role("radio", name="See").first.check()
    press(page, "Give access")
    expect(page.get_by_role("heading", name="Who you have let in")).to_be_visible()
    expect(page.get_by_text("Harbour Advice").first).to_be_visible()
    assert not barriers(page)

    there = consultant.goto(home)
    assert there
    assert there.ok
    expect(consultant.get_by_role("heading", name="Start with your first check")).to_be_visible()
    office.close()


def test_from_sign_up_seven_clicks_lead_to_the_first_report_with_the_name_of_the_practice(
    browser: Browser, page: Page, site: Site
) -> None:
    clicks = iter(TO_THE_FIRST_REPORT)
    name, owner = "Quayside Advice", "owner@cairn.example"

    page.goto("/account/signup/?for=clients")
    fill_sign_up(page, email=email_of(name), practice=name)
    press(page, next(clicks))
    expect(page).to_have_url(re.compile(r"/practice/"))
    page.goto(site.link_to(email_of(name)))
    press(page, next(clicks))
    page.goto("/practice/quayside-advice/")
    press(page, next(clicks))
    page.get_by_label("Owner’s email address").fill(owner)
    press(page, next(clicks))
    expect(page.locator("#happened")).to_contain_text("is on its way")
    let_in(browser, site, owner)
    page.goto(link_in(site, email_of(name), "/practice/"))
    press(page, next(clicks))
    press(page, next(clicks))
    expect(page.get_by_role("heading", level=1)).to_have_text("We’re making your report")
    site.manage("run_schedule", "--once")
    report = download(page, next(clicks))

    assert not list(clicks)
    assert name in text_of(report)


def let_in(browser: Browser, site: Site, owner: str) -> None:
    """Give access with the level that was asked for, as the owner does on their own machine."""
    home = browser.new_context(base_url=site.url)
    home.set_default_timeout(PATIENCE)
    page = home.new_page()
    page.goto("/account/login/")
    sign_in(page, owner)
    page.goto(link_in(site, owner, "/access/"))
    confirm_password(page)
    press(page, "Give access")
    expect(page.get_by_role("heading", name="Who you have let in")).to_be_visible()
    home.close()


def test_an_owner_answers_and_ends_access_without_javascript(
    page_without_javascript: Page, site: Site
) -> None:
    page = page_without_javascript
    page.goto("/account/login/")
    page.get_by_label("Email address").fill("owner@cairn.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/b/cafe-lindgren/access/")
    press(page, "End access")
    confirm_password(page)
    press(page, "End access")
    expect(page.get_by_text("can no longer see this business")).to_be_visible()

    press(page, "Give it again")

    expect(page.get_by_text("has access again")).to_be_visible()


def begin_practice(page: Page, site: Site, name: str) -> None:
    """Sign up for clients, and confirm the address, which sending a request needs."""
    page.goto("/account/signup/?for=clients")
    fill_sign_up(page, email=email_of(name), practice=name)
    press(page, "Create my account")
    expect(page).to_have_url(re.compile(r"/practice/"))
    page.goto(site.link_to(email_of(name)))
    page.get_by_role("main").get_by_role("button").first.click()


def ask_for_access(page: Page, email: str) -> None:
    page.goto("/practice/clients/new/")
    assert not barriers(page)
    page.get_by_label("Owner’s email address").fill(email)
    page.get_by_label("A word of your own").fill("As we said on Thursday.")
    press(page, "Send the request")
    expect(page.get_by_text(f"Your request to {email} is on its way.")).to_be_visible()


def link_in(site: Site, address: str, start: str) -> str:
    """Return the path that begins so in the newest email to this address."""
    for file in sorted((site.folder / "mail").glob("*")):
        text = file.read_text()
        found = re.search(rf"https?://[^/\s]+({start}\S+)", text)
        if f"To: {address}" in text and found:
            return found[1]
    raise AssertionError(address)


def confirm_password(page: Page) -> None:
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Continue").click()
