"""The plans of the sample, and how they went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from itertools import cycle
from typing import Any

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, Plan, PlanItem
from assessment.journey.planning.queries.find_outs import finding_out, suggested_dates
from assessment.journey.planning.services import Actor, Promise, change_item, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.catalogue.library import SampleAction, SamplePlan
from assessment.site.operations.demo.answers import dice
from assessment.site.operations.demo.businesses import moment

NOON = time(12, 5)
EVENING = time(18, 20)

BUSY = PlanWish(hours=30, money=300, max_actions=9)
"""Large enough that some actions have been done by five firms or more."""
ONE_IN_DROPPED = 6
QUARTERS_OF_AN_HOUR = 4


def add_plan(
    submission: Submission, assessment: Assessment, sample: SamplePlan, people: Sequence[User]
) -> None:
    """Save the plan of a quarter, shared between these people, and record its progress.

    The first of them is the owner of the business.
    """
    saved = _saved(submission, assessment, sample.wish, people)
    for action in sample.actions:
        _play(saved, action, people[0])


def save_for_firm(submission: Submission, assessment: Assessment, owner: User) -> Plan:
    """Save a plan that fits a firm; nothing in it is started yet."""
    team, not_suitable = assessment.business.team_size, submission.model.not_suitable
    wish = replace(BUSY, team=team, not_suitable=not_suitable)
    return _saved(submission, assessment, wish, [owner])


def play_plans(past: Sequence[tuple[Submission, Assessment]], owner: User) -> None:
    """Save and finish a plan after each check of a firm except the last."""
    for submission, assessment in past[:-1]:
        for item in save_for_firm(submission, assessment, owner).items.all():
            if item.finds_out:
                _finish(item, owner)
            else:
                _play(item.plan, _made_up(submission, item), owner)


def _saved(
    submission: Submission, assessment: Assessment, wish: PlanWish, people: Sequence[User]
) -> Plan:
    """Save the best plan for a check, with its actions assigned to these people in turn."""
    plan = make_plan(submission.model, submission.sheet, finding_out(submission, wish, saved=None))
    in_turn = cycle(people)
    promises = {
        planned.named: Promise(owner=next(in_turn), due_on=planned.due_on)
        for planned in suggested_dates(submission, plan, submission.checked_on)
    }
    at = moment(submission.checked_on, NOON)
    return save_plan(assessment=assessment, plan=plan, promises=promises, by=people[0], at=at)


def _finish(item: PlanItem, by: User) -> None:
    """Record that something was found out on the day it was due."""
    new = {"status": Status.DONE, "ended_on": item.due_on}
    actor = Actor(by=by, at=moment(item.due_on, EVENING))
    change_item(item=item, kind=ChangeKind.FINISHED, actor=actor, new=new)


def _made_up(submission: Submission, item: PlanItem) -> SampleAction:
    """Invent an outcome: done on its day in about the planned time, or dropped.

    The outcome is the same on every machine.
    """
    roll = dice(submission.business, submission.quarter.key, item.action)
    if roll % ONE_IN_DROPPED == 0:
        return SampleAction(code=item.action, status=Status.DROPPED, ended_on=item.due_on)
    more = roll % (2 * QUARTERS_OF_AN_HOUR + 1) - 2
    hours = max(Decimal(1), item.hours + Decimal(more) / QUARTERS_OF_AN_HOUR)
    return SampleAction(code=item.action, status=Status.DONE, ended_on=item.due_on, hours=hours)


def _play(saved: Plan, action: SampleAction, by: User) -> None:
    """Record the progress of one action as the sample gives it."""
    item = saved.items.get(action=action.code)
    started_on = saved.saved_at.date()
    new: dict[str, Any] = {"status": Status(action.status), "started_on": started_on}
    new |= {"ended_on": action.ended_on, "ticked": list(action.ticked), "outcome": action.outcome}
    new |= {"real_hours": action.hours, "real_money": action.money}
    at = moment(action.ended_on or started_on, EVENING)
    kinds = {Status.RUNNING: ChangeKind.STARTED, Status.DROPPED: ChangeKind.DROPPED}
    kind = kinds.get(Status(action.status), ChangeKind.TOLD)
    change_item(item=item, kind=kind, actor=Actor(by=by, at=at), new=new)
