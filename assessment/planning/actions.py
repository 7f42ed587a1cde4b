"""Saving a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from assessment.accounts.models import User
from assessment.answering.models import Assessment
from assessment.domain.exchange import overall_document, wish_document
from assessment.domain.planning import Plan as PlanValue
from assessment.planning.models import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Promise:
    """Who does one action of a plan, and by when."""

    owner: User | None
    due_on: date


@transaction.atomic
def save_plan(
    *,
    assessment: Assessment,
    plan: PlanValue,
    promises: Mapping[str, Promise],
    by: User,
    at: datetime,
) -> Plan:
    """Keep a plan as the one that counts; earlier ones stay behind it.

    Args:
        promises: who and when, by action code; for every action of the plan.
    """
    # Two who save at once get two numbers: the second waits for the first.
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    latest = Plan.objects.filter(assessment=assessment).aggregate(number=Max("number"))["number"]
    saved = Plan.objects.create(
        assessment=assessment,
        number=(latest or 0) + 1,
        wish=wish_document(plan.wish),
        expected=overall_document(plan.expected.overall),
        hours=plan.hours,
        money=plan.money,
        saved_at=at,
        saved_by=by,
    )
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=saved,
            action=planned.action.code,
            position=position,
            hours=planned.hours,
            money=planned.money,
            due_on=promises[planned.action.code].due_on,
            owner=promises[planned.action.code].owner,
        )
        for position, planned in enumerate(plan.actions, start=1)
    )
    return saved
