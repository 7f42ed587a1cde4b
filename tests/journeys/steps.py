"""Steps that people take on the site, shared by the journeys."""

import re
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import PASSWORD

QUESTIONS = 30
IN_AN_AREA = 6
SAVED = re.compile(r"saved at \d")


def press(page: Page, words: str) -> None:
    """Follow the link or press the button with this label."""
    page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first.click()


def fill_sign_up(page: Page, *, email: str, business: str = "", practice: str = "") -> None:
    """Fill in the form of somebody with a business, or with a practice."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    label = "Name of your practice" if practice else "Name of your business"
    page.get_by_label(label).fill(practice or business)


def sign_up(page: Page, name: str) -> str:
    """Sign up with a new business, and return the URL of its home page."""
    page.goto("/account/signup/")
    fill_sign_up(page, email=email_of(name), business=name)
    press(page, "Create my account")
    press(page, "Skip for now")
    expect(page).to_have_url(re.compile(r"/b/[^/]+/check/$"))
    return page.url.rpartition("check/")[0]


def email_of(name: str) -> str:
    return f"{name.replace(' ', '.').lower()}@journeys.example"


def sign_in(page: Page, email: str) -> None:
    """Fill in and submit the sign-in page, which must be open."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def answers(page: Page) -> Locator:
    """The answers to a question, lowest first, then "not sure" and "doesn't apply"."""
    return page.get_by_role("radio")


def save_status(page: Page) -> Locator:
    """What the page says about saving, beside each question."""
    return page.locator(".save-status")


def announced(page: Page) -> Locator:
    """What a screen reader reads out about the last change."""
    return page.locator("#announcer")


def choose(page: Page, nth: int) -> None:
    """Choose an answer and wait until the page says that it is saved."""
    with page.expect_response(lambda reply: reply.request.method == "POST"):
        answers(page).nth(nth).check()
    expect(save_status(page)).to_contain_text(SAVED)


def answer_area(page: Page) -> None:
    """Answer all six questions on the page of an area, and continue."""
    bands = page.locator("fieldset.scale")
    expect(bands).to_have_count(IN_AN_AREA)
    for nth in range(IN_AN_AREA):
        bands.nth(nth).get_by_role("radio").nth(nth % 4).check()
    page.get_by_role("button", name="Save and").click()


def answer_areas(page: Page, home: str, number: int = 5) -> None:
    """Answer the first areas of the check, each on its own page."""
    page.goto(f"{home}check/")
    press(page, "See a whole area on one page")
    for _ in range(number):
        heading = page.get_by_role("heading", level=1).inner_text()
        answer_area(page)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)


def download(page: Page, words: str) -> bytes:
    """Press a link or button, and return the file that it leads to."""
    with page.expect_download() as waiting:
        press(page, words)
    return Path(waiting.value.path()).read_bytes()


def text_of(report: bytes) -> str:
    assert report.startswith(b"%PDF")
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(report)).pages)


def suggest_changes(page: Page) -> tuple[str, str]:
    """Fill in the form for suggestions: move the first action, and add one. Return their titles."""
    first = page.locator(".suggest-row").first
    moved = first.get_by_role("heading").inner_text()
    first.locator("select[name^=do-]").select_option("move")
    first.locator("input[type=date]").fill("2027-01-15")
    first.locator("textarea").fill("In January people have time to answer.")
    page.get_by_label("Add another action").select_option(index=3)
    page.get_by_role("button", name="Add it").click()
    new = page.locator(".suggest-row--changed").first
    added = new.get_by_role("heading").inner_text().removeprefix("New: ")
    new.locator("textarea").fill("It takes two hours, and people remember it.")
    return moved, added
