"""Which of the chosen clients get an email, and why the others do not."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from assessment.consulting.clients.queries.people import reachable_people
from assessment.consulting.messages.models import MailedClient, MailingKind
from assessment.domain.quarters import Quarter
from assessment.journey.results.models import Standing
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.engagements.models import AccessRequest

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
PAUSES: Mapping[MailingKind, timedelta] = {
    MailingKind.CHECK_DUE: A_WEEK,
    MailingKind.PLAN_STILL: A_WEEK,
    MailingKind.REPORT: A_WEEK,
    MailingKind.OWN_WORDS: A_DAY,
}
"""How long a practice waits between two emails of one kind to one client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingFacts:
    """What decides whether clients can be written to, by the keys of the businesses.

    Attributes:
        prepared: those that are not handed over yet, with the address of the owner or none.
        waiting: until when the owner can answer the hand-over that they got.
        declined: when the owner said no.
        people: the addresses of those who want emails from the practice.
        reachable: the businesses in which somebody could get emails, wanted or not.
        last: when the practice last sent an email of this kind.
        quarters: which quarter the latest check is about.
    """

    prepared: Mapping[int, str]
    waiting: Mapping[int, datetime]
    declined: Mapping[int, datetime]
    people: Mapping[int, Sequence[str]]
    reachable: Collection[int]
    last: Mapping[int, datetime]
    quarters: Mapping[int, Quarter]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClient:
    """A client that was chosen, when its next check is due, and how far its plan has come."""

    business: Business
    next_due_on: date | None = None
    plan_moved_at: datetime | None = None
    actions: int = 0
    achieved: int = 0


def facts_of(
    consultancy: Consultancy, businesses: Collection[int], kind: MailingKind, at: datetime
) -> MailingFacts:
    """Return them for these clients; five queries, however many there are."""
    prepared = consultancy.prepared_businesses.filter(business__in=businesses)
    handed = AccessRequest.objects.filter(consultancy=consultancy, hands_over__in=businesses)
    waiting, declined = {}, {}
    columns = ("hands_over", "declined_at", "ended_at", "expires_at")
    for business, declined_at, ended_at, expires_at in handed.values_list(*columns):
        if declined_at:
            declined[business] = declined_at
        elif ended_at is None and expires_at > at:
            waiting[business] = expires_at
    people, reachable = _people(consultancy, businesses)
    standings = Standing.objects.filter(business__in=businesses)
    return MailingFacts(
        prepared=dict(prepared.values_list("business", "owner_email")),
        waiting=waiting,
        declined=declined,
        people=people,
        reachable=reachable,
        last=_last(consultancy, businesses, kind),
        quarters={
            business: Quarter(starts_on)
            for business, starts_on in standings.values_list("business", "quarter_starts_on")
        },
    )


def _people(
    consultancy: Consultancy, businesses: Collection[int]
) -> tuple[Mapping[int, Sequence[str]], Collection[int]]:
    people, reachable = defaultdict(list), set()
    columns = ("business", "user__email", "mails_off")
    for business, email, off in reachable_people(consultancy, businesses).values_list(*columns):
        reachable.add(business)
        if not off:
            people[business].append(email)
    return people, reachable


def _last(
    consultancy: Consultancy, businesses: Collection[int], kind: MailingKind
) -> Mapping[int, datetime]:
    sent = MailedClient.objects.filter(
        mailing__consultancy=consultancy,
        mailing__kind=kind,
        business__in=businesses,
        left_out="",
    )
    return dict(sent.values_list("business").annotate(last=Max("mailing__sent_at")))


def sent_lately(consultancy: Consultancy, at: datetime) -> int:
    """Return how many emails a practice has sent to its clients within 24 hours; one query.

    Hand-overs have a limit of their own.
    """
    sent = MailedClient.objects.filter(
        mailing__consultancy=consultancy, mailing__sent_at__gt=at - A_DAY, left_out=""
    )
    return sent.exclude(mailing__kind=MailingKind.HAND_OVER).count()


def gone_among(
    consultancy: Consultancy, businesses: Collection[int], chosen: Collection[ChosenClient]
) -> list[Business]:
    """Return those of these businesses that were clients once and are not among the chosen."""
    left = set(businesses) - {client.business.pk for client in chosen}
    if not left:
        return []
    found = Business.with_archived.filter(pk__in=left, engagements__consultancy=consultancy)
    return list(found.distinct().order_by("name", "pk"))


def once_clients(consultancy: Consultancy, slugs: Collection[str]) -> list[int]:
    """Return the keys of the businesses of these names that are or were clients; one query."""
    found = Business.with_archived.filter(slug__in=slugs, engagements__consultancy=consultancy)
    return list(found.distinct().values_list("pk", flat=True))
