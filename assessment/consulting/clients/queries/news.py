"""What happened at a client since a consultant last looked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from assessment.consulting.clients.models import Message, PlanSuggestion
from assessment.domain.planning.planned_actions import ACHIEVED, Status
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import ItemChange, Plan
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.access.rules import looks_of
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

MOST = 20
"""How many pieces of news are read of each kind."""


class NewsKind(StrEnum):
    """What happened."""

    SENT_IN = "sent_in"
    CORRECTED = "corrected"
    PLAN_SAVED = "plan_saved"
    ACTION_DONE = "action_done"
    ACTION_DROPPED = "action_dropped"
    WROTE = "wrote"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that happened: who did what, when, and what it was about.

    `row` is the check, the plan, the change, the message or the suggestion.
    """

    kind: NewsKind
    at: datetime
    who: str
    row: Assessment | Plan | ItemChange | Message | PlanSuggestion


def last_look(person: User, business: Business, at: datetime) -> datetime | None:
    """Return when this person looked at the client on an earlier day; one query.

    A look is recorded once a day, when its first page is opened.
    """
    looks = AuditEntry.objects.filter(kind=Event.LOOKED, by=person, business=business)
    earlier = looks.exclude(once=f"{looks_of(person, at)}{business.pk}")
    return earlier.order_by("-at").values_list("at", flat=True).first()


def news_since(
    since: datetime, *, business: Business, consultancy: Consultancy, person: User
) -> list[News]:
    """Return what others did since this moment, newest first; five queries."""
    found = [
        *checks_sent(since, business, person),
        *plans_saved(since, business, person),
        *actions_ended(since, business, person),
        *messages_written(since, business, consultancy),
        *suggestions_answered(since, business, consultancy),
    ]
    return sorted(found, key=lambda news: news.at, reverse=True)


def checks_sent(since: datetime, business: Business, person: User) -> Iterator[News]:
    sent = Assessment.objects.filter(business=business, submitted_at__gt=since)
    for check in sent.exclude(submitted_by=person).select_related("submitted_by")[:MOST]:
        if check.submitted_at:
            yield News(
                kind=NewsKind.CORRECTED if check.corrects else NewsKind.SENT_IN,
                at=check.submitted_at,
                who=str(check.submitted_by),
                row=check,
            )


def plans_saved(since: datetime, business: Business, person: User) -> Iterator[News]:
    saved = Plan.objects.filter(assessment__business=business, saved_at__gt=since)
    for plan in saved.exclude(saved_by=person).select_related("saved_by")[:MOST]:
        yield News(kind=NewsKind.PLAN_SAVED, at=plan.saved_at, who=str(plan.saved_by), row=plan)


def actions_ended(since: datetime, business: Business, person: User) -> Iterator[News]:
    ended = ItemChange.objects.filter(
        item__plan__assessment__business=business, at__gt=since, after__has_key="status"
    )
    others = ended.filter(~Q(by=person) | Q(by=None))
    known = others.select_related("by", "item__plan__assessment__model_version")
    for change in known.defer("item__plan__assessment__model_version__source")[:MOST]:
        status = change.after["status"]
        if status in ACHIEVED or status == Status.DROPPED:
            done = status in ACHIEVED
            yield News(
                kind=NewsKind.ACTION_DONE if done else NewsKind.ACTION_DROPPED,
                at=change.at,
                who=str(change.by or change.by_name),
                row=change,
            )


def messages_written(
    since: datetime, business: Business, consultancy: Consultancy
) -> Iterator[News]:
    written = Message.objects.filter(
        conversation__business=business,
        conversation__consultancy=consultancy,
        from_client=True,
        written_at__gt=since,
    )
    for message in written.select_related("written_by", "conversation")[:MOST]:
        yield News(
            kind=NewsKind.WROTE,
            at=message.written_at,
            who=str(message.written_by),
            row=message,
        )


def suggestions_answered(
    since: datetime, business: Business, consultancy: Consultancy
) -> Iterator[News]:
    answered = PlanSuggestion.objects.filter(
        plan__assessment__business=business, consultancy=consultancy, answered_at__gt=since
    )
    for suggestion in answered.select_related("answered_by")[:MOST]:
        if suggestion.answered_at:
            yield News(
                kind=NewsKind.ANSWERED,
                at=suggestion.answered_at,
                who=str(suggestion.answered_by),
                row=suggestion,
            )
