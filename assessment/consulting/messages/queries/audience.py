"""Which of the chosen clients get an email, and why the others do not."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef

from assessment.consulting.clients.models import ConsultantMailsOff
from assessment.consulting.messages.models import MailedClient, MailingKind
from assessment.foundation.accounts.queries import verified_of
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.engagements.models import AccessRequest

A_WEEK = timedelta(days=7)
"""How long a practice waits between two reminders of one client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingFacts:
    """What decides whether clients can be written to, by the keys of the businesses.

    Attributes:
        prepared: those that are not handed over yet, with the address of the owner or none.
        waiting: until when the owner can answer the hand-over that they got.
        declined: when the owner said no.
        people: the addresses of those who want emails from the practice.
        reminded: when the practice last sent a reminder.
    """

    prepared: Mapping[int, str]
    waiting: Mapping[int, datetime]
    declined: Mapping[int, datetime]
    people: Mapping[int, Sequence[str]]
    reminded: Mapping[int, datetime]


def facts_of(consultancy: Consultancy, businesses: Collection[int], at: datetime) -> MailingFacts:
    """Return them for these clients; four queries, however many there are."""
    prepared = consultancy.prepared_businesses.filter(business__in=businesses)
    handed = AccessRequest.objects.filter(consultancy=consultancy, hands_over__in=businesses)
    waiting, declined = {}, {}
    columns = ("hands_over", "declined_at", "ended_at", "expires_at")
    for business, declined_at, ended_at, expires_at in handed.values_list(*columns):
        if declined_at:
            declined[business] = declined_at
        elif ended_at is None and expires_at > at:
            waiting[business] = expires_at
    return MailingFacts(
        prepared=dict(prepared.values_list("business", "owner_email")),
        waiting=waiting,
        declined=declined,
        people=_people(consultancy, businesses),
        reminded=_reminded(consultancy, businesses),
    )


def _people(consultancy: Consultancy, businesses: Collection[int]) -> Mapping[int, Sequence[str]]:
    off = ConsultantMailsOff.objects.filter(
        business=OuterRef("business"), consultancy=consultancy, person=OuterRef("user")
    )
    members = Membership.objects.filter(
        ~Exists(off),
        verified_of("user"),
        business__in=businesses,
        role__in=[Role.OWNER, Role.EDITOR],
        unproven=False,
        user__is_active=True,
    )
    found = defaultdict(list)
    for business, email in members.order_by("since", "pk").values_list("business", "user__email"):
        found[business].append(email)
    return found


def _reminded(consultancy: Consultancy, businesses: Collection[int]) -> Mapping[int, datetime]:
    sent = MailedClient.objects.filter(
        mailing__consultancy=consultancy,
        mailing__kind=MailingKind.CHECK_DUE,
        business__in=businesses,
        left_out="",
    )
    return dict(sent.values_list("business").annotate(last=Max("mailing__sent_at")))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClient:
    """A client that was chosen, and when its next check is due."""

    business: Business
    next_due_on: date | None
