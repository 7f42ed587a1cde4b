"""Change one action of a plan, from its start to its outcome.

It is safe to call each service twice, as values that are already set change nothing. All of them
raise ActionChangedMeanwhile if the page showed an earlier revision than the current one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from assessment.domain.errors import DomainError, NothingToUndo
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import new_key
from assessment.journey.planning.models import ChangeKind, ItemChange, ItemKind, Plan, PlanItem
from assessment.journey.planning.services import (
    Actor,
    change_item,
    keep_assignee_links,
    note_progress,
    undo_change,
)
from assessment.parties.businesses.models import Business

IN_A_WEEK = timedelta(days=6)
"""Six days from today: counting today, that is a week."""
MOST_OWN = 50
NOTHING_SAID: dict[str, Any] = {"outcome": "", "real_hours": None, "real_money": None}


class TooManyOwn(DomainError):
    """The plan already has `MOST_OWN` actions of the owner's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an action went: how it ended, in words and figures; None where nothing was entered."""

    end: Status
    words: str
    hours: Decimal | None
    money: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAction:
    """An action that is not in the library; `area` is the key of a dimension, or empty."""

    title: str
    hours: int
    money: int
    area: str

    def columns(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "hours": self.hours,
            "money": self.money,
            "dimension": self.area,
        }


def start_item(*, item: PlanItem, on: date, actor: Actor) -> None:
    """Start an action, moving a later due date to this week. An ended action starts again."""
    began = item.started_on if item.status == Status.RUNNING else on
    due_on = min(item.due_on, on + IN_A_WEEK)
    new = {"status": Status.RUNNING, "started_on": began, "ended_on": None, "due_on": due_on}
    if Status(item.status).ended:
        new |= NOTHING_SAID
    change_item(item=item, kind=ChangeKind.STARTED, actor=actor, new=new)


def finish_item(*, item: PlanItem, on: date, actor: Actor) -> None:
    """Mark an action as done; the outcome can be added later."""
    if Status(item.status).achieved:
        return
    new = {"status": Status.DONE, "ended_on": on, **NOTHING_SAID}
    change_item(item=item, kind=ChangeKind.FINISHED, actor=actor, new=new)


def record_outcome(*, item: PlanItem, outcome: Outcome, on: date, actor: Actor) -> None:
    """Record how an action went, and end it if it has not ended yet."""
    # Correcting an outcome keeps the end date. A dropped action that is now done ends today.
    keeps_end = Status(item.status).achieved or item.status == outcome.end
    new = {
        "status": outcome.end,
        "ended_on": item.ended_on if keeps_end else on,
        "outcome": outcome.words,
        "real_hours": outcome.hours,
        "real_money": outcome.money,
    }
    change_item(item=item, kind=ChangeKind.TOLD, actor=actor, new=new)


def reopen_item(*, item: PlanItem, actor: Actor) -> None:
    """Reopen an ended action. Its outcome is cleared and remains only in the history."""
    if not Status(item.status).ended:
        return
    status = Status.RUNNING if item.started_on else Status.OPEN
    new = {"status": status, "ended_on": None, **NOTHING_SAID}
    change_item(item=item, kind=ChangeKind.REOPENED, actor=actor, new=new)


def drop_item(*, item: PlanItem, why: str, on: date, actor: Actor) -> None:
    """Drop an action, with a reason if one was given."""
    ended_on = item.ended_on if item.status == Status.DROPPED else on
    new = {"status": Status.DROPPED, "ended_on": ended_on, **NOTHING_SAID, "outcome": why}
    change_item(item=item, kind=ChangeKind.DROPPED, actor=actor, new=new)


@transaction.atomic
def move_item(
    *, item: PlanItem, due_on: date, owner: User | None, with_assignee: bool = False, actor: Actor
) -> None:
    """Give an action another due date or another team member.

    Args:
        with_assignee: whether the current helper keeps the action; then `owner` must be None.
    """
    new: dict[str, Any] = {"due_on": due_on, "owner_id": owner.pk if owner else None}
    if not with_assignee:
        new |= {"helper_name": "", "helper_email": ""}
    change_item(item=item, kind=ChangeKind.MOVED, actor=actor, new=new)
    keep_assignee_links(item=item, actor=actor)


def keep_progress(
    *, item: PlanItem, ticked: Collection[int] | None, note: str | None, on: date, actor: Actor
) -> bool:
    """Save which steps are done, counted from 0, and the note; None leaves either unchanged.

    The first tick starts an action.

    Returns:
        Whether anything was changed.
    """
    new: dict[str, Any] = {} if note is None else {"note": note}
    if ticked is not None:
        new["ticked"] = sorted(ticked)
        if ticked and item.status == Status.OPEN:
            new |= {"status": Status.RUNNING, "started_on": on}
    same = new.get("ticked", item.ticked) == item.ticked
    kind = ChangeKind.NOTED if same else ChangeKind.TICKED
    return change_item(item=item, kind=kind, actor=actor, new=new)


@transaction.atomic
def add_own_item(
    *, plan: Plan, own: OwnAction, owner: User | None, due_on: date, key: str, actor: Actor
) -> PlanItem:
    """Add an owner's own action at the end of the plan.

    Args:
        key: created with the form, so that a form sent twice adds one action.

    Raises:
        TooManyOwn: the plan already has `MOST_OWN` of them.
    """
    newest = newest_plan(plan)
    known = newest.items.filter(key=key).first()
    if known:
        return known
    if newest.items.filter(action="", kind=ItemKind.ACTION).count() >= MOST_OWN:
        raise TooManyOwn(str(newest))
    # The key comes from the browser. It could belong to an action of an older plan or of another
    # business, and keys are unique across the site.
    if PlanItem.objects.filter(key=key).exists():
        key = new_key()
    return _added(newest, actor, key=key, owner=owner, due_on=due_on, **own.columns())


@transaction.atomic
def add_library_item(
    *, plan: Plan, action: Action, cost: Cost, owner: User | None, due_on: date, actor: Actor
) -> PlanItem | None:
    """Add an action of the library at the end of the plan; None if it is in there already."""
    newest = newest_plan(plan)
    if newest.items.filter(action=action.code).exists():
        return None
    return _added(
        newest,
        actor,
        action=action.code,
        hours=cost.hours,
        money=cost.money,
        owner=owner,
        due_on=due_on,
    )


def newest_plan(plan: Plan) -> Plan:
    """Return the newest plan of a quarter, locked so that no other is saved meanwhile.

    Otherwise a plan saved at the same time could leave behind what is added or changed.
    """
    # Saving a plan locks the same row.
    Business.objects.select_for_update().get(pk=plan.assessment.business_id)
    return Plan.objects.filter(
        assessment__business=plan.assessment.business_id,
        assessment__quarter_starts_on=plan.assessment.quarter_starts_on,
    ).latest("number")


def _added(newest: Plan, actor: Actor, **columns: Any) -> PlanItem:
    last = newest.items.aggregate(last=Max("position"))["last"] or 0
    item = PlanItem.objects.create(plan=newest, position=last + 1, **columns)
    ItemChange.objects.create(
        item=item,
        revision=item.revision,
        kind=ChangeKind.ADDED,
        before={},
        after={},
        at=actor.at,
        by=actor.by,
        by_name=actor.by_name,
    )
    note_progress(plan=newest.pk)
    return item


def edit_own_item(*, item: PlanItem, own: OwnAction, actor: Actor) -> None:
    """Change the title, hours, money or area of an owner's own action."""
    change_item(item=item, kind=ChangeKind.EDITED, actor=actor, new=own.columns())


@transaction.atomic
def undo(*, item: PlanItem, actor: Actor) -> None:
    """Undo the last change to an action; if that was adding it, delete the action.

    Raises:
        NothingToUndo: nothing has changed since the plan was saved.
    """
    # Lock the row, so that nobody can change the action between reading its last change and
    # undoing it.
    PlanItem.objects.select_for_update().only("pk").get(pk=item.pk)
    last = item.changes.last()
    if last is None or last.kind == ChangeKind.PLANNED:
        raise NothingToUndo(str(item))
    if last.kind == ChangeKind.ADDED:
        item.delete()
        note_progress(plan=item.plan_id)
        return
    undo_change(item=item, last=last, actor=actor)
    keep_assignee_links(item=item, actor=actor)
