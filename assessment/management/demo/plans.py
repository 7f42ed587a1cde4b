"""The sample's plans, and what became of them."""

from datetime import time
from itertools import cycle
from typing import Any

from assessment.accounts.models import User
from assessment.answering.models import Assessment
from assessment.catalogue.library import SampleAction, SamplePlan
from assessment.domain.checks import Check
from assessment.domain.planning import make_plan
from assessment.management.demo.businesses import moment
from assessment.management.demo.cast import EDITOR, OWNER
from assessment.management.demo.people import People
from assessment.planning.actions import Hand, Promise, change_item, save_plan
from assessment.planning.models import Plan, Status

NOON = time(12, 5)
EVENING = time(18, 20)


def add_plan(check: Check, assessment: Assessment, sample: SamplePlan, people: People) -> None:
    """Save the plan of a quarter, shared out between owner and editor, and play it so far."""
    plan = make_plan(check.model, check.sheet, sample.wish)
    in_turn = cycle([people[OWNER.email], people[EDITOR.email]])
    promises = {
        step.action.code: Promise(
            owner=next(in_turn),
            due_on=check.quarter.due_on(step.due_week, today=check.checked_on),
        )
        for step in plan.actions
    }
    saved = save_plan(
        assessment=assessment,
        plan=plan,
        promises=promises,
        by=people[OWNER.email],
        at=moment(check.checked_on, NOON),
    )
    for action in sample.actions:
        _play(saved, action, people[OWNER.email])


def _play(saved: Plan, action: SampleAction, by: User) -> None:
    """Let one action stand as the sample says."""
    item = saved.items.get(action=action.code)
    started_on = saved.saved_at.date()
    new: dict[str, Any] = {"status": Status(action.status), "started_on": started_on}
    new |= {"ended_on": action.ended_on, "ticked": list(action.ticked), "outcome": action.outcome}
    new |= {"real_hours": action.hours, "real_money": action.money}
    at = moment(action.ended_on or started_on, EVENING)
    kind = {Status.RUNNING: "started", Status.DROPPED: "dropped"}.get(Status(action.status), "told")
    change_item(item=item, kind=kind, hand=Hand(by=by, at=at), new=new)
