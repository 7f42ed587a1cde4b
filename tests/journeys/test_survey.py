"""A customer answers on a phone, with and without scripts, and the owner reads it."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PATIENCE, Site
from tests.journeys.steps import press, sign_in

SURVEY = "/b/cafe-lindgren/voices/survey/"
SMALL = ViewportSize(width=375, height=740)
SAID = "The soup was cold, but Sunday’s music made up for it."


@pytest.fixture
def link(page: Page) -> str:
    """The address of the survey, as the owner sees it."""
    page.goto(SURVEY)
    sign_in(page, "owner@cairn.example")
    address = page.get_by_label("Link to the survey").input_value()
    return re.sub("^https?://[^/]+", "", address)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_customer_answers_on_a_phone_and_the_owner_reads_it(
    browser: Browser, page: Page, site: Site, link: str, *, scripts: bool
) -> None:
    said = f"{SAID} {scripts}"
    context = browser.new_context(base_url=site.url, viewport=SMALL, java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    phone = context.new_page()

    phone.goto(link)
    phone.get_by_label("What is the main reason").fill(said)
    press(phone, "Send")
    expect(phone.get_by_role("alert")).to_contain_text("Choose a number from 0 to 10")
    expect(phone.get_by_label("What is the main reason")).to_have_value(said)
    phone.get_by_role("radio", name="6", exact=True).check(force=True)
    phone.get_by_text("Got another minute?").click()
    phone.get_by_role("radio", name="Completely").first.check(force=True)
    press(phone, "Send")
    expect(phone.get_by_role("heading", name="Thank you", exact=True)).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Thank you", exact=True)).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Thank you, you have answered")).to_be_visible()
    context.close()

    page.goto(f"{SURVEY}results/")
    page.get_by_role("rowheader").first.get_by_role("link").click()
    press(page, "Everything they wrote")
    expect(page.get_by_text(said)).to_be_visible()


def test_no_page_of_the_survey_has_barriers(
    browser: Browser, page: Page, site: Site, link: str
) -> None:
    context = browser.new_context(base_url=site.url, viewport=SMALL)
    context.set_default_timeout(PATIENCE)
    phone = context.new_page()
    found = []
    for address in (link, f"{link}?again", f"{link}thanks/", "/c/nope-nope-nope/"):
        phone.goto(address)
        found += barriers(phone)
    phone.goto(link)
    phone.get_by_text("Got another minute?").click()
    phone.get_by_text("What we keep").click()
    press(phone, "Send")
    found += barriers(phone)
    context.close()
    for name in ("", "new-link/", "import/", "results/", "aside/"):
        page.goto(SURVEY + name)
        found += barriers(page)
    for name in ("results/2026-q4/", "results/2026-q4/words/", "results/2026-q1/"):
        page.goto(SURVEY + name)
        found += barriers(page)
    press(page, "All quarters")
    page.get_by_role("rowheader").first.get_by_role("link").click()
    press(page, "Everything they wrote")
    page.get_by_role("link", name=re.compile("^Hide")).first.click()
    press(page, "Hide it")
    found += barriers(page)

    assert found == []


def test_a_file_is_looked_through_and_brought_in(page: Page, link: str) -> None:
    page.goto(f"{SURVEY}import/")
    rows = b"when,score,remarks,name\n2026-10-03,10,Lovely scones.,Ann\n2026-10-04,11,Hm.,Bea\n"

    page.get_by_label("Your file").set_input_files(
        {"name": "cards.csv", "mimeType": "text/csv", "buffer": rows}
    )
    press(page, "Look through the file")
    assert barriers(page) == []
    expect(page.get_by_text("11 is not between 0 and 10.")).to_be_visible()
    press(page, "Bring one answer in")
    assert barriers(page) == []
    press(page, "Take these answers back")
    press(page, "Take them back")

    expect(page.get_by_text("One answer was taken back.")).to_be_visible()
