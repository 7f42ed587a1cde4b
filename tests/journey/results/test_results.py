"""Sending a check, its frozen result, and the result pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.documents import outcome_document
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, make_model_version
from tests.journey.cafe import eight_checks
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def submitted(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@kept
def eight_quarters(business: Business, owner: User) -> list[Result]:
    """The café's eight quarters, entered for this business."""
    return [enter(business, owner, submission) for submission in eight_checks()]


def enter(business: Business, owner: User, submission: Submission) -> Result:
    made = make_assessment(business, quarter_starts_on=submission.quarter.starts_on)
    make_answers(made, owner, {code: a.value for code, a in submission.sheet.answers.items()})
    for code, answer in submission.sheet.answers.items():
        checked = answer.evidence == "checked"
        made.answers.filter(practice=code).update(note=answer.note, checked=checked)
    return submit(assessment=made, by=owner, at=NOON)


def results_url(business: Business, quarter: str = "2026-q4", *more: str) -> str:
    name = "area_answers" if more else "results"
    return reverse(name, args=[business.slug, quarter, *more])


# ---- sending


def test_sending_a_complete_check_freezes_its_result(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    reply = as_owner.post(reverse("submit_check", args=[business.slug]))

    assert reply.headers["Location"] == results_url(business)
    result = Result.objects.get()
    assert result.outcome == outcome_document(submission_of(result, business))
    assert result.score == result.outcome["overall"]["shown"]
    answered.refresh_from_db()
    assert answered.submitted_at == NOON


def test_sending_an_incomplete_check_leads_back_to_the_open_questions(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    answered.answers.filter(practice="PER6").update(value="")

    reply = as_owner.post(reverse("submit_check", args=[business.slug]), follow=True)

    assert reply.redirect_chain == [(reverse("review", args=[business.slug]), 302)]
    assert "1 question to go" in reply.text
    assert not Result.objects.exists()


def test_sending_a_check_that_was_never_started_leads_to_its_questions(
    as_owner: Client, business: Business
) -> None:
    make_model_version()

    reply = as_owner.post(reverse("submit_check", args=[business.slug]))

    assert reply.headers["Location"] == reverse("review", args=[business.slug])
    assert not Result.objects.exists()
    assert not Assessment.objects.exists()


def test_sending_twice_gives_one_result(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    presses = [as_owner.post(reverse("submit_check", args=[business.slug])) for _ in range(2)]

    assert presses[1].headers["Location"] == results_url(business)
    assert Result.objects.count() == 1


def test_a_result_does_not_change_when_answer_rows_do(
    as_owner: Client, business: Business, submitted: Result
) -> None:
    submitted.assessment.answers.update(value="0")

    assert f">{submitted.score}<" in as_owner.get(results_url(business)).text


# ---- the page


def test_the_cafe_scores_59_of_which_notes_and_checks_back_39(
    as_owner: Client, business: Business, eight_quarters: list[Result]
) -> None:
    page = as_owner.get(results_url(business)).text

    assert ">59<" in page
    assert "Notes and checks back 39 of the 59 points. The other 20 are your word alone." in page
    assert "Level 2 of 5: Solid." in page
    assert "2 steps to Smooth." in page
    assert "No area has clearly changed since your last check." in page
    areas = page[page.index('class="dots"') : page.index('class="key"')]
    order = ["Consistency", "Culture", "Policies", "Personalisation", "Channels"]
    assert sorted(order, key=areas.index) == order
    assert "30 of 30: 29 rated, 0 not sure, 1 set aside" in page


def test_the_page_shows_the_complete_arithmetic(
    as_owner: Client, business: Business, eight_quarters: list[Result]
) -> None:
    page = " ".join(as_owner.get(results_url(business)).text.split())

    assert (
        "100 × 19 ÷ 36 = 52.8, shown as 53. Cautiously: 100 × 17 ÷ 36 = 47.2, shown as 47." in page
    )
    assert "(52.8 + 52.8 + 69.4 + 51.9 + 66.7) ÷ 5 = 58.7, shown as <b>59</b>" in page
    assert "so the 1 for Culture can wait. That leaves 2." in page


def test_a_first_check_is_not_compared(
    as_owner: Client, business: Business, submitted: Result
) -> None:
    page = as_owner.get(results_url(business)).text

    assert "your first check" in page
    assert "This is your starting point." in page
    assert "Since last time" not in page


def test_too_many_answers_set_aside_give_no_overall_score(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    allowed = [p for p in answered.model_version.maturity.practices if p.na_allowed]
    area = max({p.dimension for p in allowed}, key=[p.dimension for p in allowed].count)
    aside = {p.code: "na" for p in allowed if p.dimension == area}
    make_answers(answered, owner, aside)
    result = submit(assessment=answered, by=owner, at=NOON)

    reply = as_owner.get(results_url(business))

    assert reply.status_code == 200
    unscored = len(aside) > answered.model_version.maturity.scoring.set_aside_limit
    assert (result.score is None) == unscored
    assert ("Not enough answers for an overall score" in reply.text) == unscored


def test_a_quarter_without_a_result_is_not_found(
    as_owner: Client, business: Business, submitted: Result
) -> None:
    for quarter in ("2026-q3", "2026-q5", "soon"):
        assert as_owner.get(results_url(business, quarter)).status_code == 404


def test_the_menu_leads_to_the_newest_result_or_to_the_first_check(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    path = reverse("latest_results", args=[business.slug])
    assert "Your results will appear here" in as_owner.get(path).text

    submit(assessment=answered, by=owner, at=NOON)
    assert as_owner.get(path).headers["Location"] == results_url(business)


def test_a_stranger_cannot_see_results(
    as_stranger: Client, business: Business, submitted: Result
) -> None:
    assert as_stranger.get(results_url(business)).status_code == 404
    assert as_stranger.get(results_url(business, "2026-q4", "culture")).status_code == 404


def test_an_area_shows_its_answers_notes_and_arithmetic(
    as_owner: Client, business: Business, eight_quarters: list[Result]
) -> None:
    page = as_owner.get(results_url(business, "2026-q4", "policies")).text

    submission = eight_checks()[-1]
    for practice in submission.model.dimension("policies").practices:
        assert practice.short in page
    assert "Policies: 53 of 100" in page
    assert "It hangs beside the oven." in page
    assert as_owner.get(results_url(business, "2026-q4", "prices")).status_code == 404


def test_results_take_twelve_queries_at_most_after_eight_quarters(
    as_owner: Client,
    business: Business,
    eight_quarters: list[Result],
    at_most: Callable[[int], Any],
) -> None:
    with at_most(12):
        as_owner.get(results_url(business))
    with at_most(12):
        as_owner.get(results_url(business, "2026-q4", "culture"))


def test_a_frozen_result_reads_back_unchanged(
    business: Business, eight_quarters: list[Result]
) -> None:
    for result, sample in zip(eight_quarters, eight_checks(), strict=True):
        read = submission_of(result, business)
        assert isinstance(read.sheet, AnswerSheet)
        assert read.scored == sample.scored
        assert read.quarter == Quarter(sample.quarter.starts_on)
        assert read.checked_on == date(2026, 11, 20)
