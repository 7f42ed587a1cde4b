"""Suggest changes to a client's plan: draft them, send them, take them back."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from assessment.consulting.clients.models import PlanSuggestion, SuggestedChange
from assessment.consulting.clients.queries.suggestions import Proposed, open_suggestion
from assessment.consulting.clients.services.mails import mail_client
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.journey.planning.models import Plan
from assessment.journey.tracking.services import newest_plan
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)


class AlreadySent(DomainError):
    """The client has these changes, so they can only be answered or taken back."""


class AlreadyAnswered(DomainError):
    """The client has answered, so there is nothing to take back or to answer."""


@transaction.atomic
def save_suggestion(
    *,
    consultancy: Consultancy,
    plan: Plan,
    changes: Sequence[Proposed],
    letter: str,
    seen: str,
    by: User,
    at: datetime,
) -> PlanSuggestion | None:
    """Keep changes as the practice's draft for this plan, in place of an earlier draft.

    Args:
        seen: the key of the draft that the page showed; empty if there was none.

    Returns:
        The draft, or None if there is nothing in it.

    Raises:
        AlreadySent: other changes wait for the client.
        EditedMeanwhile: a colleague kept another draft since.
    """
    newest = newest_plan(plan)
    before = open_suggestion(consultancy, newest)
    if before and before.sent_at:
        raise AlreadySent(before.key)
    if before and before.key != seen:
        raise EditedMeanwhile({"draft": before.key})
    if before:
        before.delete()
    if not changes and not letter:
        return None
    draft = PlanSuggestion.objects.create(
        consultancy=consultancy, plan=newest, letter=letter, made_by=by, made_at=at
    )
    SuggestedChange.objects.bulk_create(
        SuggestedChange(
            suggestion=draft,
            position=position,
            kind=change.kind,
            item=change.item,
            title=change.title,
            seen=change.seen,
            action=change.action,
            due_on=change.due_on,
            owner=change.owner,
            reason=change.reason,
        )
        for position, change in enumerate(changes, start=1)
    )
    return draft


@transaction.atomic
def send_suggestion(*, suggestion: PlanSuggestion, by: User, at: datetime) -> None:
    """Send a draft to the client, and email its people. Sending twice changes nothing."""
    draft = PlanSuggestion.objects.open().filter(pk=suggestion.pk, sent_at=None)
    if not draft.update(sent_at=at, made_by=by):
        return
    consultancy, business = suggestion.consultancy, suggestion.plan.assessment.business
    count = suggestion.changes.count()
    record(Event.SUGGESTED, by=by, at=at, business=business, count=str(count))
    head = ngettext(
        "%(person)s suggests one change to your plan",
        "%(person)s suggests %(count)s changes to your plan",
        count,
    ) % {"person": by, "count": count}
    mail_client(
        consultancy=consultancy,
        business=business,
        head=head,
        path=reverse("plan_suggestion", args=[business.slug, suggestion.key]),
        at=at,
    )
    log.info("suggestion sent: suggestion=%s changes=%s by=%s", suggestion.pk, count, by.pk)


@transaction.atomic
def take_suggestion_back(*, suggestion: PlanSuggestion, by: User, at: datetime) -> None:
    """Make a draft again of changes that the client has not answered yet.

    Raises:
        AlreadyAnswered: the client was faster.
    """
    current = PlanSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    if current.answered_at:
        raise AlreadyAnswered(current.key)
    if PlanSuggestion.objects.filter(pk=current.pk, sent_at__isnull=False).update(sent_at=None):
        business = suggestion.plan.assessment.business
        record(Event.SUGGESTION_ENDED, by=by, at=at, business=business)


@transaction.atomic
def drop_suggestion(*, suggestion: PlanSuggestion) -> bool:
    """Delete a draft, and return whether it was one; what was sent stays."""
    drafts = PlanSuggestion.objects.open().filter(pk=suggestion.pk, sent_at=None)
    deleted, _by_model = drafts.delete()
    return deleted > 0
