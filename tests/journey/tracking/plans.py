"""Helpers that make a plan and change it as the pages do."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import plan_of
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.queries.plans import plan_around
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers

TODAY = NOON.date()
CODES = ("POL2q", "CUL3q", "CON4q")
LATE, SOON, LATER = (TODAY + timedelta(days=days) for days in (-9, 4, 24))


def make_plan(assessment: Assessment, by: User, codes: tuple[str, ...] = CODES) -> Plan:
    """Submit a check with every answer "sometimes", and save a plan with these actions.

    The first was due nine days ago, the second is due in four days, and all others in 24 days.
    """
    make_answers(assessment, by, 1)
    result = submit(assessment=assessment, by=by, at=NOON)
    submission = submission_of(result, assessment.business)
    wish = PlanWish.usual(submission.model)
    plan = plan_of(submission.model, submission.sheet, wish, frozenset(codes))
    days = dict(zip(codes, [LATE, SOON, LATER, *[LATER] * len(codes)], strict=False))
    promises = {code: Promise(by, days[code]) for code in codes}
    return save_plan(assessment=assessment, plan=plan, promises=promises, by=by, at=NOON)


def item(code: str) -> PlanItem:
    return PlanItem.objects.get(action=code)


def address(name: str, of: PlanItem) -> str:
    return reverse(name, args=[of.plan.assessment.business.slug, of.key])


def board(business: Business, query: str = "") -> str:
    return reverse("plan", args=[business.slug]) + query


def send(client: Client, name: str, of: PlanItem, /, **fields: Any) -> Any:
    """Submit a form about this action, as from a page that was opened just now."""
    return client.post(address(name, of), {"seen": of.revision, **fields})


def told(**fields: Any) -> dict[str, Any]:
    """Return the data that the outcome form sends."""
    return {"end": "done", "outcome": "It works.", "hours": "2,5", "money": "10", **fields}


def state_of(of: PlanItem) -> dict[str, Any]:
    """Return all columns of an action that can change, except the revision."""
    of.refresh_from_db()
    left_out = {"id", "plan_id", "key", "revision"}
    return {k: v for k, v in vars(of).items() if not k.startswith("_") and k not in left_out}


def day(of_month: int, month: int = 11) -> date:
    return date(2026, month, of_month)


def replan(plan: Plan, by: User, codes: tuple[str, ...]) -> Plan:
    """Save the plan again with these actions, as the builder does."""
    business = plan.assessment.business
    submission = submission_of(Result.objects.get(assessment=plan.assessment), business)
    saved = plan_around(plan.items.all()[0])
    made = plan_of(submission.model, submission.sheet, saved.wish, frozenset(codes))
    promises = {code: Promise(by, LATER) for code in codes}
    return save_plan(assessment=plan.assessment, plan=made, promises=promises, by=by, at=NOON)


def group(page: str, key: str) -> str:
    """Return the part of the board under one heading."""
    return page.split(f'data-column="{key}"', maxsplit=1)[1].split("</section>", maxsplit=1)[0]


def put(of: PlanItem, **fields: Any) -> None:
    PlanItem.objects.filter(pk=of.pk).update(**fields)
