"""Answer suggested changes: only here does a plan change, and it can be taken back for a while."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from assessment.consulting.clients.models import (
    Decision,
    PlanSuggestion,
    SuggestedChange,
    SuggestedKind,
)
from assessment.consulting.clients.services.mails import mail_practice
from assessment.consulting.clients.services.suggestions import AlreadyAnswered
from assessment.domain.errors import DomainError, NothingToUndo
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.queries.plans import plan_of_quarter
from assessment.journey.planning.services import ActionChangedMeanwhile, Actor
from assessment.journey.tracking.services import (
    add_library_item,
    drop_item,
    move_item,
    newest_plan,
    undo,
)

log = logging.getLogger(__name__)

UNDO_FOR = timedelta(days=30)
"""How long after the answer changes can be taken back."""


class Overtaken(DomainError):
    """The plan is no longer as it was when the change was suggested."""


@transaction.atomic
def answer_suggestion(
    *, suggestion: PlanSuggestion, taken: Mapping[int, bool], reply: str, by: User, at: datetime
) -> PlanSuggestion:
    """Take over the changes that were said yes to, and tell the consultant.

    What has changed in the plan meanwhile is not overwritten: that change is marked as overtaken.

    Args:
        taken: yes or no, by the position of each change.

    Raises:
        AlreadyAnswered: somebody else answered, or the practice took the changes back.
    """
    newest_plan(suggestion.plan)
    current = PlanSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    if current.answered_at or current.sent_at is None:
        raise AlreadyAnswered(current.key)
    changes = list(current.changes.select_related("item", "owner"))
    for change in changes:
        change.decision = _decided(change, by, at) if taken[change.position] else Decision.LEFT
        change.save()
    current.answered_at, current.answered_by, current.reply = at, by, reply
    current.save(update_fields=["answered_at", "answered_by", "reply"])
    _tell(current, changes, by, at)
    return current


def _decided(change: SuggestedChange, by: User, at: datetime) -> Decision:
    try:
        # A swap is two changes: both are made, or neither.
        with transaction.atomic():
            _take_over(change, by, at)
    except Overtaken:
        change.made = change.left_at = None
        return Decision.OVERTAKEN
    return Decision.TAKEN


def _take_over(change: SuggestedChange, by: User, at: datetime) -> None:
    """Make a change in the plan, as the person who said yes to it.

    Raises:
        Overtaken: the action has changed since, or what would come in is in the plan already.
    """
    actor = Actor(by=by, at=at, seen=change.seen)
    if change.kind != SuggestedKind.ADD:
        _change_item(change, actor)
    if change.kind in {SuggestedKind.ADD, SuggestedKind.SWAP}:
        change.made = _add(change, Actor(by=by, at=at))


def _change_item(change: SuggestedChange, actor: Actor) -> None:
    item = _still_there(change)
    try:
        if change.kind == SuggestedKind.MOVE and change.due_on:
            helped = bool(item.helper_name)
            move_item(
                item=item, due_on=change.due_on, owner=item.owner, with_assignee=helped, actor=actor
            )
        elif change.kind == SuggestedKind.GIVE:
            # Somebody who has left the team since can't be given anything.
            team = item.plan.assessment.business.memberships
            if change.owner is None or not team.filter(user=change.owner).exists():
                raise Overtaken
            move_item(item=item, due_on=item.due_on, owner=change.owner, actor=actor)
        else:
            day = item.plan.assessment.business.day(actor.at)
            drop_item(item=item, why=change.reason, on=day, actor=actor)
    except ActionChangedMeanwhile as meanwhile:
        raise Overtaken from meanwhile
    change.left_at = item.revision


def _still_there(change: SuggestedChange) -> PlanItem:
    """Return the action that a change is about, unless it changed or left the plan.

    Raises:
        Overtaken: it did.
    """
    item = change.item
    newest = newest_plan(change.suggestion.plan)
    if item is None or item.plan_id != newest.pk or item.revision != change.seen:
        raise Overtaken
    item.plan = newest
    return item


def _add(change: SuggestedChange, actor: Actor) -> PlanItem:
    plan = change.suggestion.plan
    saved = plan_of_quarter(plan.assessment.business_id, plan.assessment.quarter)
    if saved is None or change.due_on is None:
        raise Overtaken
    action = saved.model.action(change.action)
    made = add_library_item(
        plan=plan,
        action=action,
        cost=saved.wish.cost(saved.model, action),
        owner=change.owner,
        due_on=change.due_on,
        actor=actor,
    )
    if made is None:
        raise Overtaken
    return made


def _tell(
    suggestion: PlanSuggestion, changes: list[SuggestedChange], by: User, at: datetime
) -> None:
    business = suggestion.plan.assessment.business
    count = sum(change.decision == Decision.TAKEN for change in changes)
    record(
        Event.SUGGESTION_ANSWERED,
        by=by,
        at=at,
        business=business,
        person=str(suggestion.made_by),
        count=str(count),
    )
    mail_practice(
        consultancy=suggestion.consultancy,
        business=business,
        head=gettext("%(person)s answered what you suggested") % {"person": by},
        path=reverse(
            "client_suggestion", args=[suggestion.consultancy.slug, business.slug, suggestion.key]
        ),
        at=at,
    )
    log.info("suggestion answered: suggestion=%s taken=%s by=%s", suggestion.pk, count, by.pk)


@transaction.atomic
def undo_suggested(*, change: SuggestedChange, by: User, at: datetime) -> None:
    """Put the plan back as it was before this change was taken over.

    Raises:
        NothingToUndo: the change was not taken over, or too long ago.
        Overtaken: the plan has changed there since; it stays as it is.
    """
    newest_plan(change.suggestion.plan)
    current = (
        SuggestedChange.objects.select_for_update(of=("self",))
        .select_related("item__plan__assessment__business", "made__plan__assessment__business")
        .get(pk=change.pk)
    )
    answered_at = change.suggestion.answered_at
    if current.decision != Decision.TAKEN or answered_at is None or at > answered_at + UNDO_FOR:
        raise NothingToUndo(str(change))
    _undo(current, by, at)
    current.decision, current.taken_back_at = Decision.TAKEN_BACK, at
    current.save(update_fields=["decision", "taken_back_at"])
    business = change.suggestion.plan.assessment.business
    record(Event.SUGGESTION_UNDONE, by=by, at=at, business=business, count="1")


def _undo(change: SuggestedChange, by: User, at: datetime) -> None:
    made, item = change.made, change.item
    if change.kind != SuggestedKind.ADD and (item is None or item.revision != change.left_at):
        raise Overtaken
    if change.kind in {SuggestedKind.ADD, SuggestedKind.SWAP} and (made is None or made.revision):
        raise Overtaken
    try:
        if made is not None:
            undo(item=made, actor=Actor(by=by, at=at, seen=made.revision))
            # Undoing the addition deletes the action.
            change.made = None
        if item is not None:
            undo(item=item, actor=Actor(by=by, at=at, seen=item.revision))
    except (ActionChangedMeanwhile, NothingToUndo) as meanwhile:
        raise Overtaken from meanwhile
