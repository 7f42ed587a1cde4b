"""The home page of a business, with the one thing to do next."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_assessment
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.site.dashboard.queries import today_of
from tests.factories import NOON, make_answers, make_member, make_model_version
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def planned(business: Business, answered: Assessment, owner: User) -> Assessment:
    """A saved plan of five actions, which are due in a week or later."""
    make_answers(answered, owner, 1)
    submission = submission_of(submit(assessment=answered, by=owner, at=NOON), business)
    wish = replace(PlanWish.usual(submission.model), hours=20)
    plan = make_plan(submission.model, submission.sheet, wish)
    promises = {
        action.code: Promise(owner, date(2026, 11, 27 + n % 3))
        for n, action in enumerate(plan.actions)
    }
    save_plan(assessment=answered, plan=plan, promises=promises, by=owner, at=NOON)
    return answered


def home(client: Client, business: Business) -> str:
    return " ".join(client.get(reverse("business", args=[business.slug])).text.split())


def test_a_new_business_starts_with_its_first_check(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    assessment.delete()

    words = home(as_owner, business)

    assert "Start with your first check" in words
    assert "Start the check" in words


def test_a_check_under_way_can_be_continued(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, {"CUL1": 2})

    words = home(as_owner, business)

    assert "1 of 30 questions answered" in words
    assert "Carry on: Culture, question 2" in words


def test_a_complete_check_waits_to_be_sent(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    assert "Check your answers" in home(as_owner, business)


def test_a_result_asks_for_a_plan(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    submit(assessment=answered, by=owner, at=NOON)

    words = home(as_owner, business)

    assert "Your result is ready: choose your actions" in words
    assert "Next check: 29 January" in words


def test_a_result_that_no_action_can_raise_asks_for_no_plan(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, 3)
    submit(assessment=assessment, by=owner, at=NOON)

    words = home(as_owner, business)

    assert "Your result is ready, and there’s nothing to plan" in words
    assert "No action would raise an answer any further." in words
    assert "choose your actions" not in words
    assert "Build my plan" not in words


def test_a_plan_shows_the_action_that_is_due_next(
    as_owner: Client, business: Business, planned: Assessment
) -> None:
    words = home(as_owner, business)

    assert "Your next action is due on 27 November" in words
    assert "Your plan until 28 January" in words


def test_an_action_is_due_today_on_its_day_and_late_afterwards(
    as_owner: Client, business: Business, planned: Assessment, owner: User
) -> None:
    with time_machine.travel(NOON.replace(day=27), tick=False):
        assert "Your next action is due today" in home(as_owner, business)
    with time_machine.travel(NOON.replace(day=28), tick=False):
        as_owner.force_login(owner)
        assert "2 actions are late, but otherwise you’re on track" in home(as_owner, business)
    with time_machine.travel(NOON.replace(month=12, day=20), tick=False):
        as_owner.force_login(owner)
        words = home(as_owner, business)

    assert "5 actions are late" in words
    assert "23 days late" in words
    assert "was due 27" in words


def test_late_actions_can_be_finished_moved_or_dropped_from_the_home_page(
    as_owner: Client, business: Business, planned: Assessment, owner: User
) -> None:
    item = PlanItem.objects.order_by("due_on", "position")[0]

    with time_machine.travel(NOON.replace(month=12, day=20), tick=False):
        as_owner.force_login(owner)
        words = home(as_owner, business)

    for name in ("finish_item", "move_item", "drop_item"):
        assert reverse(name, args=[business.slug, item.key]) in words


def test_a_finished_plan_is_praised(
    as_owner: Client, business: Business, planned: Assessment
) -> None:
    PlanItem.objects.update(status=Status.DONE, ended_on=NOON.date())

    words = home(as_owner, business)

    assert "You’ve finished your plan: well done" in words
    assert "5 of 5 actions done" in words


def test_dropped_actions_do_not_count_as_done(
    as_owner: Client, business: Business, planned: Assessment
) -> None:
    first, second, *_others = PlanItem.objects.order_by("due_on", "position")
    PlanItem.objects.filter(pk=first.pk).update(status=Status.DROPPED, ended_on=NOON.date())
    PlanItem.objects.filter(pk=second.pk).update(status=Status.PARTLY, ended_on=NOON.date())
    left = sum(item.hours for item in PlanItem.objects.exclude(pk=first.pk))

    words = home(as_owner, business)

    assert f"1 of 4 actions done, {left} hours" in words


def test_a_check_sent_late_in_its_quarter_leaves_the_plan_ten_weeks(
    as_owner: Client, business: Business, planned: Assessment, owner: User
) -> None:
    with time_machine.travel(NOON.replace(year=2027, month=1, day=4), tick=False):
        as_owner.force_login(owner)
        words = home(as_owner, business)

    assert "actions are late" in words
    assert "Next check: 29 January" in words
    assert "In 4 weeks, for January to March." in words
    assert "You can start it early, too." in words
    assert reverse("look_back", args=[business.slug]) in words


def test_an_early_check_that_was_started_comes_before_the_plan(
    as_owner: Client, business: Business, planned: Assessment, owner: User
) -> None:
    with time_machine.travel(NOON.replace(year=2027, month=1, day=4), tick=False):
        early = start_assessment(
            business=business, quarter=planned.quarter.next(), by=owner, at=timezone.now()
        )
        make_answers(early, owner, {"CUL1": 2})
        as_owner.force_login(owner)
        words = home(as_owner, business)

    assert "Your check is under way" in words


def test_the_next_check_falls_due_ten_weeks_after_the_last(
    as_owner: Client, business: Business, planned: Assessment, owner: User
) -> None:
    with time_machine.travel(NOON.replace(year=2027, month=1, day=29), tick=False):
        as_owner.force_login(owner)
        words = home(as_owner, business)

    assert "Time for your January to March check" in words
    assert "Start the check" in words
    assert reverse("look_back", args=[business.slug]) in words
    assert "Your last result" in words


def test_a_viewer_is_told_who_answers_and_who_plans(
    as_stranger: Client, stranger: User, business: Business, answered: Assessment, owner: User
) -> None:
    make_member(business, stranger, Role.VIEWER)
    assert "Owners and editors answer the questions." in home(as_stranger, business)

    submit(assessment=answered, by=owner, at=NOON)

    words = home(as_stranger, business)
    assert "Nobody has saved a plan yet." in words
    assert "Build my plan" not in words


def test_home_takes_eleven_queries_at_most(
    as_owner: Client,
    business: Business,
    planned: Assessment,
    at_most: Callable[[int], AbstractContextManager[None]],
) -> None:
    with at_most(11):
        home(as_owner, business)


def test_without_a_plan_there_are_no_other_actions(business: Business) -> None:
    make_model_version()

    assert today_of(business, NOON.date()).other_actions == []
