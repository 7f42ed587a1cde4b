"""From the home page to the first PDF."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import (
    QUESTIONS,
    answer_area,
    answers,
    download,
    fill_sign_up,
    press,
    sign_up,
    text_of,
)

TO_THE_FIRST_PDF = [
    "Start your free check",
    "Create my account",
    "Skip for now",
    "Start with question 1",
    "Get my results",
    "Download PDF",
]


@pytest.fixture
def console_errors(page: Page) -> list[str]:
    """Errors in the browser console: failed scripts and violations of the security policy."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda wrong: heard.append(str(wrong)))
    return heard


def test_six_clicks_and_the_answers_lead_from_the_home_page_to_the_pdf(
    page: Page, console_errors: list[str], site: Site
) -> None:
    clicks = iter(TO_THE_FIRST_PDF)
    page.set_viewport_size({"width": 375, "height": 800})

    page.goto("/")
    press(page, next(clicks))
    fill_sign_up(page, email="kim@journeys.example", business="Kim’s Corner Shop")
    press(page, next(clicks))
    press(page, next(clicks))
    press(page, next(clicks))
    for number in range(1, QUESTIONS + 1):
        answer_one(page, number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    press(page, next(clicks))
    expect(page.get_by_text("your first check")).to_be_visible()
    first_report = download(page, next(clicks))
    plan_it(page)
    press(page, "Get a list to print")
    ask_for_report(page, site)
    report_with_plan = download(page, "Download the PDF")

    assert not list(clicks)
    assert "Kim’s Corner Shop" in text_of(first_report)
    assert "Kim’s Corner Shop" in text_of(report_with_plan)
    assert not console_errors


def test_everything_from_sign_up_to_the_pdf_works_without_javascript(
    page_without_javascript: Page, site: Site
) -> None:
    page = page_without_javascript
    home = sign_up(page, "Plain Tea Rooms")

    press(page, "See a whole area on one page")
    answer_area(page)
    page.goto(f"{home}check/")
    press(page, "Carry on:")
    for number in range(7, QUESTIONS + 1):
        expect(page.get_by_text(f"Question {number} of {QUESTIONS}")).to_be_visible()
        answers(page).nth(number % 4).check()
        press(page, "Continue")
    press(page, "Get my results")
    plan_it(page)
    press(page, "Get a list to print")
    ask_for_report(page, site)
    press(page, "Check progress")
    report = download(page, "Download the PDF")

    assert "Plain Tea Rooms" in text_of(report)


def answer_one(page: Page, number: int) -> None:
    """Answer a question with two keys, but the first of each area with clicks."""
    expect(page.get_by_text(f"Question {number} of {QUESTIONS}")).to_be_visible()
    if number % 6 == 1:
        page.locator(".answer").nth(number % 5).click()
        page.get_by_role("button", name="Continue").click()
        return
    expect(page.get_by_role("group", name=re.compile(r"\?$"))).to_be_focused()
    page.keyboard.press(str(number % 5))
    page.keyboard.press("Enter")


def plan_it(page: Page) -> None:
    press(page, "Build my plan")
    press(page, "Choose who and by when")
    press(page, "Save this plan")
    expect(page.locator("#happened")).to_contain_text("Your plan is saved")


def ask_for_report(page: Page, site: Site) -> None:
    """Request a report and let the queue make it; with JavaScript the page then updates itself."""
    press(page, "Make A4 PDF Full owner report")
    expect(page.get_by_role("heading", level=1)).to_have_text("We’re making your report")
    site.manage("run_schedule", "--once")
