"""Three businesses from set-up to a plan and a report, each addressed in words that fit it.

Every page on the way is read. `tests/claims/test_words_that_fit.py` reads all the others.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.parties.businesses.models import Meeting, TeamSize, Trade
from assessment.parties.catalogue.library import own_model
from tests.claims.fitting import FITS, Fit, words_in
from tests.journeys.steps import IN_AN_AREA, download, email_of, fill_sign_up, press, text_of

HAS_NOT_COME_UP = own_model().answers.not_come_up
ALONE = "1"


class Walk:
    """The owner of one business in a browser, who reads every page before going on."""

    def __init__(self, page: Page, fit: Fit) -> None:
        self.page, self.fit = page, fit
        self.met: list[str] = []

    def read(self) -> None:
        found = self.fit.unfit_in(words_in(self.page.content()))
        self.met += [f"{self.page.url}: {near}" for near in found]

    def then(self, button: str, path: str) -> None:
        """Read the page, go on with a link or button, and wait for the page with this path."""
        self.read()
        press(self.page, button)
        expect(self.page).to_have_url(re.compile(rf"/b/[^/]+/{path}([?#].*)?$"))


@pytest.mark.parametrize("kind", FITS)
def test_from_set_up_to_the_report_every_word_fits(page: Page, kind: str) -> None:
    walk = Walk(page, FITS[kind])

    describe(walk)
    answer_all(walk)
    walk.then("Get my results", "results/[^/]+/")
    walk.then("Build my plan", "plan/build/")
    walk.then("Choose who and by when", "plan/save/")
    walk.then("Save this plan", "plan/")
    expect(page.locator("#happened")).to_contain_text("Your plan is saved")
    walk.then("Results", "results/[^/]+/")
    report = text_of(download(page, "Download PDF"))
    walk.then("Other reports", "reports/")
    walk.read()

    assert not walk.met, "\n".join(walk.met)
    assert walk.fit.name in report
    assert not walk.fit.unfit_in(report)


def describe(walk: Walk) -> None:
    """Sign up, and see at set-up at once what each choice changes."""
    page, fit = walk.page, walk.fit
    page.goto("/account/signup/")
    fill_sign_up(page, email=email_of(fit.name), business=fit.name)
    press(page, "Create my account")
    changes = page.locator("#changes")
    expect(changes).to_be_empty()

    page.get_by_role("radio", name=str(Trade(fit.trade).label), exact=True).check()
    expect(changes).to_contain_text("come with examples that fit you")
    page.get_by_role("radio", name=str(TeamSize(fit.team).label), exact=True).check()
    hours = own_model().planning.usual_hours[fit.team]
    expect(changes).to_contain_text(f"Usual for you: {hours} hours")
    for place in fit.meets:
        page.get_by_role("checkbox", name=str(Meeting(place).label), exact=True).check()
    examples = (practice.examples[0] for practice in fit.model.practices if practice.examples)
    expect(changes).to_contain_text(next(examples))
    set_aside = changes.get_by_text("3 questions that take more than one person")
    expect(set_aside).to_have_count(int(fit.team == ALONE))
    walk.then("Save and go to my check", "check/")


def answer_all(walk: Walk) -> None:
    """Answer the areas on a page each, one question with "It hasn’t come up"."""
    page = walk.page
    first, *others = [f"check/{area.key}/all/" for area in own_model().dimensions]
    walk.then("See a whole area on one page", first)
    for following in [*others, "check/review/"]:
        bands = page.locator("fieldset.scale:visible")
        aside = page.get_by_text("is set aside. ")
        expect(bands).to_have_count(IN_AN_AREA - aside.count())
        for nth in range(bands.count()):
            answer(bands.nth(nth), nth)
        last = following == "check/review/"
        walk.then("Save and check" if last else "Save and continue", following)


def answer(band: Locator, nth: int) -> None:
    other = band.get_by_role("radio", name=HAS_NOT_COME_UP)
    chosen = other if other.count() and nth == 1 else band.get_by_role("radio").nth(nth % 4)
    # The line that says what was saved can move the page while it is pressed. People press again.
    chosen.click()
    if not chosen.is_checked():
        chosen.click()
    expect(chosen).to_be_checked()
