"""Saving a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from assessment.accounts.models import User
from assessment.answering.models import Assessment
from assessment.domain.exchange import overall_document, wish_document
from assessment.domain.planning import Plan as PlanValue
from assessment.domain.planning import PlannedAction
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

    Saving what the newest plan says already, as a form sent twice does, keeps that one.

    Args:
        promises: who and when, by action code; for every action of the plan.
    """
    # Two who save at once get two numbers: the second waits for the first.
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    latest = Plan.objects.filter(assessment=assessment).order_by("-number").first()
    number = latest.number + 1 if latest else 1
    items = [_item(planned, promises, place) for place, planned in enumerate(plan.actions, start=1)]
    if latest and latest.wish == wish_document(plan.wish) and _same(latest, items):
        return latest
    saved = Plan.objects.create(
        assessment=assessment,
        number=number,
        wish=wish_document(plan.wish),
        expected=overall_document(plan.expected.overall),
        hours=plan.hours,
        money=plan.money,
        saved_at=at,
        saved_by=by,
    )
    for item in items:
        item.plan = saved
    PlanItem.objects.bulk_create(items)
    return saved


def _item(planned: PlannedAction, promises: Mapping[str, Promise], position: int) -> PlanItem:
    promise = promises[planned.action.code]
    return PlanItem(
        action=planned.action.code,
        position=position,
        hours=planned.hours,
        money=planned.money,
        due_on=promise.due_on,
        owner=promise.owner,
    )


def _same(latest: Plan, items: Sequence[PlanItem]) -> bool:
    """Whether the newest plan has the same actions, owners and dates."""
    return [_promised(item) for item in latest.items.all()] == [_promised(item) for item in items]


def _promised(item: PlanItem) -> tuple[str, date, int | None]:
    return item.action, item.due_on, item.owner_id
