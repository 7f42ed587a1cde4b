"""Save a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessment.domain.exchange.documents import overall_document, wish_document
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.planning.plans import QuarterPlan
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, ItemKind, Plan, PlanItem
from assessment.journey.planning.queries.find_outs import find_outs_of
from assessment.journey.planning.services.assignee_links import keep_assignee_links
from assessment.journey.planning.services.item_changes import Actor, change_item
from assessment.journey.planning.services.progress import note_progress
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, slots=True)
class Promise:
    """Who does one action of a plan, and by when; `seen` is the revision the page showed."""

    owner: User | None
    due_on: date
    seen: int | None = None


@transaction.atomic
def save_plan(
    *,
    assessment: Assessment,
    plan: QuarterPlan,
    promises: Mapping[str, Promise],
    by: User,
    at: datetime,
) -> Plan:
    """Save a plan as the current one for its quarter; earlier plans are kept.

    What to find out comes first in it. Actions that are started, finished or the owner's own move
    to the new plan with their history. Actions that are no longer planned and were never started
    stay with the old plan. If nothing differs from the newest plan, as when a form is sent twice,
    that plan is returned.

    Args:
        promises: who and when, by name, for every unfinished action and all to find out.

    Raises:
        ActionChangedMeanwhile: an action was changed since the page was opened; nothing is saved.
    """
    # Lock the business, so that two simultaneous saves do not pick the same plan number.
    Business.objects.select_for_update().get(pk=assessment.business_id)
    of_quarter = Plan.objects.filter(
        assessment__business=assessment.business_id,
        assessment__quarter_starts_on=assessment.quarter_starts_on,
    )
    latest = of_quarter.order_by("-number").first()
    known = list(latest.items.all()) if latest else []
    if latest and _same_wish(latest, plan) and _same(known, plan, promises):
        return latest
    saved = Plan.objects.create(
        assessment=assessment,
        number=latest.number + 1 if latest else 1,
        wish=wish_document(plan.wish),
        expected=overall_document(plan.expected.overall),
        hours=plan.all_hours,
        money=plan.money,
        saved_at=at,
        saved_by=by,
    )
    _move_along(known, saved, plan)
    _write(_everything_in(plan), saved, promises, Actor(by=by, at=at))
    note_progress(plan=saved.pk)
    return saved


def _everything_in(plan: QuarterPlan) -> tuple[PlannedAction, ...]:
    return (*find_outs_of(plan.wish), *plan.actions)


def _names_in(plan: QuarterPlan) -> frozenset[str]:
    return frozenset(planned.named for planned in _everything_in(plan))


def _same_wish(latest: Plan, plan: QuarterPlan) -> bool:
    """Whether the newest plan was made from the same wish.

    The costs of started actions are ignored, as they are fixed and not part of the wish.
    """
    wishes: list[dict[str, Any]] = []
    for document in (latest.wish, wish_document(plan.wish)):
        costs = document["plan"].get("costs", {})
        free = {code: cost for code, cost in costs.items() if code not in plan.wish.running}
        wishes.append({**document, "plan": {**document["plan"], "costs": free}})
    return wishes[0] == wishes[1]


def _same(known: Iterable[PlanItem], plan: QuarterPlan, promises: Mapping[str, Promise]) -> bool:
    """Whether the newest plan has the same actions, people and due dates."""
    promised = {name: (promise.due_on, promise.owner) for name, promise in promises.items()}
    kept = (item for item in known if not item.own and item.status != Status.DROPPED)
    current = {item.named: (item.due_on, item.owner) for item in kept}
    planned = {name: promised.get(name) for name in _names_in(plan)}
    return current.keys() == planned.keys() and all(
        planned[name] in {None, saved} for name, saved in current.items()
    )


def _move_along(known: Iterable[PlanItem], saved: Plan, plan: QuarterPlan) -> None:
    """Move rows to the new plan: its own actions, then others that must not be lost."""
    names = _names_in(plan)
    position = len(names)
    for item in known:
        if item.named in names:
            item.plan = saved
        elif item.own or item.status != Status.OPEN:
            position += 1
            item.plan, item.position = saved, position
    # Moving to another plan is not a change to the action, so its revision stays the same. Pages
    # that were open before the save can still be submitted.
    moved = [item for item in known if item.plan == saved]
    PlanItem.objects.bulk_update(moved, ["plan", "position"])


def _write(
    actions: Iterable[PlannedAction], saved: Plan, promises: Mapping[str, Promise], actor: Actor
) -> None:
    """Write each action of the plan: update the rows that moved, and create the others."""
    here = {item.named: item for item in saved.items.all()}
    for position, planned in enumerate(actions, start=1):
        item = here.get(planned.named)
        if item:
            PlanItem.objects.filter(pk=item.pk).update(position=position)
            _renew(item, planned, promises.get(planned.named), actor)
            continue
        # Only an achieved action has no promise, and its row has moved along with the plan.
        promise = promises[planned.named]
        PlanItem.objects.create(
            plan=saved,
            **_columns(planned),
            position=position,
            hours=planned.hours,
            money=planned.money,
            due_on=promise.due_on,
            owner=promise.owner,
        )


def _columns(planned: PlannedAction) -> dict[str, Any]:
    """Return the columns that say what a row is."""
    if planned.find_out is None:
        return {"action": planned.code}
    return {
        "kind": ItemKind.FIND_OUT,
        "dimension": planned.find_out.dimension.key,
        "questions": [practice.code for practice in planned.find_out.practices],
    }


def _renew(item: PlanItem, planned: PlannedAction, promise: Promise | None, actor: Actor) -> None:
    """Update an unfinished action with the new promise, reopening it if it was dropped."""
    if promise is None or Status(item.status).achieved:
        return
    new: dict[str, Any] = {"due_on": promise.due_on, "hours": planned.hours, "money": planned.money}
    if planned.find_out:
        new["questions"] = [practice.code for practice in planned.find_out.practices]
    # The form cannot choose a helper. Leaving the person empty keeps the current helper.
    if promise.owner or not item.helper_name:
        assignee = {"helper_name": "", "helper_email": ""} if promise.owner else {}
        new |= {"owner_id": promise.owner.pk if promise.owner else None} | assignee
    if item.status == Status.DROPPED:
        new |= {"status": Status.OPEN, "ended_on": None, "started_on": None}
    again = replace(actor, seen=promise.seen)
    # If someone changed the action in the meantime, this raises and rolls back the whole plan.
    change_item(item=item, kind=ChangeKind.PLANNED, actor=again, new=new)
    keep_assignee_links(item=item, actor=actor)
