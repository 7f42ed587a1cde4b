"""Deadlines and permissions for corrections, and their effect on plans."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result, submission_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_answers, make_assessment, make_member
from tests.journey.results.correcting import LATER, ONE, change, correct, on, send, url

pytestmark = pytest.mark.django_db

LAST_DAY = datetime(2027, 1, 14, 23, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_3_december() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def test_answers_can_be_corrected_until_two_weeks_into_the_next_quarter(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    with on(LAST_DAY, as_owner, owner):
        assert (
            "You can correct it until 14\u00a0January."
            in as_owner.get(url("results", business, "2026-q4")).text
        )
        correct(as_owner, business)
        assert "You’re correcting your answers" in as_owner.get(url("check", business)).text
    with on(LAST_DAY.replace(day=15, hour=0), as_owner, owner):
        assert "Your check for January to March" in as_owner.get(url("check", business)).text
        refused = as_owner.post(url("correct_result", business, "2026-q4"), follow=True)

    assert "You can only correct your latest answers" in refused.text
    assert "Correct an answer" not in refused.text
    assert "Answers are being corrected" not in refused.text


def test_only_the_newest_quarter_can_be_corrected(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    new = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(new, owner)
    submit(assessment=new, by=owner, at=NOON)

    with on(LAST_DAY.replace(day=10), as_owner, owner):
        correct(as_owner, business)
        assert business.assessments.count() == 2
        correct(as_owner, business, "2027-q1")

    assert business.assessments.open().get().quarter == new.quarter


def test_a_correction_of_an_earlier_quarter_makes_room_for_the_next(
    business: Business, sent: Assessment, owner: User
) -> None:
    left = start_correction(sent=sent, at=LATER)
    new = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(new, owner)
    submit(assessment=new, by=owner, at=LATER)

    opened = start_correction(sent=new, at=LATER)

    assert opened.quarter == new.quarter
    assert not Assessment.objects.filter(pk=left.pk).exists()


def test_the_correction_comes_before_the_new_quarters_check(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    new = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(new, owner, {ONE: 1})

    with on(LAST_DAY.replace(day=4), as_owner, owner):
        correct(as_owner, business)
        assert "You’re correcting your answers" in as_owner.get(url("check", business)).text
        as_owner.post(url("drop_check", business))
        assert "1 of 30" in as_owner.get(url("check", business)).text


def test_an_unsent_check_cannot_be_corrected(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    assert correct(as_owner, business).status_code == 404
    assert business.assessments.count() == 1


# ---- permissions and limits


def test_a_second_person_joins_the_open_correction(
    as_owner: Client, as_stranger: Client, stranger: User, business: Business, sent: Assessment
) -> None:
    make_member(business, stranger, Role.EDITOR)
    correct(as_owner, business)
    change(as_owner, business, 0)

    correct(as_stranger, business)

    assert business.assessments.open().get().answers.get(practice=ONE).value == "0"


def test_the_database_allows_one_open_correction(business: Business, sent: Assessment) -> None:
    start_correction(sent=sent, at=LATER)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(business, revision=3)


def test_viewers_and_strangers_cannot_correct_or_discard(
    as_stranger: Client, stranger: User, business: Business, sent: Assessment
) -> None:
    assert correct(as_stranger, business).status_code == 404
    assert as_stranger.get(url("drop_check", business)).status_code == 404
    make_member(business, stranger, Role.VIEWER)
    assert correct(as_stranger, business).status_code == 403
    assert as_stranger.post(url("drop_check", business)).status_code == 403

    assert "Correct an answer" not in as_stranger.get(url("results", business, "2026-q4")).text
    assert business.assessments.count() == 1


def test_the_plan_of_the_quarter_survives_a_correction(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    submission = submission_of(Result.objects.get(), business)
    plan = make_plan(submission.model, submission.sheet, PlanWish.usual(submission.model))
    promises = {step.code: Promise(owner, date(2026, 12, 10)) for step in plan.actions}
    save_plan(assessment=sent, plan=plan, promises=promises, by=owner, at=NOON)
    correct(as_owner, business)
    change(as_owner, business, 3)
    send(as_owner, business)

    newest = latest_result(business)

    assert newest is not None
    assert newest.assessment.revision == 2
    kept = saved_plan(newest)
    assert kept is not None
    assert kept.codes == {step.code for step in plan.actions}
    assert as_owner.get(url("plan", business)).status_code == 200


def test_corrections_take_no_more_queries(
    as_owner: Client, business: Business, sent: Assessment, at_most: Callable[[int], Any]
) -> None:
    correct(as_owner, business)

    with at_most(8):
        as_owner.get(url("question", business, "culture", 1))
    with at_most(6):
        change(as_owner, business, 3)
    with at_most(12):
        as_owner.get(url("results", business, "2026-q4"))
