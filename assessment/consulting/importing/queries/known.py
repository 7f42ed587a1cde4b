"""Whom a practice knows already, so that no list adds anybody twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assessment.parties.businesses.models import Role
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import AccessRequest, PreparedBusiness

MOST_WAITING = 2_000
"""How many businesses of a practice can wait for their owners at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOwners:
    """What a practice has to do with owners, by their address.

    Attributes:
        clients: those of its clients.
        names: the names of businesses that it made without knowing an address.
        asked: those whom it has asked for access, and who have not answered.
        ended, declined: when access ended that they had given, or when they last said no.
        waiting: how many businesses wait for their owner.
        tags: the tags of the practice, in lower case.
    """

    clients: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    ended: dict[str, datetime] = field(default_factory=dict)
    declined: dict[str, datetime] = field(default_factory=dict)
    waiting: int = 0
    tags: frozenset[str] = frozenset()


def owners_known_to(consultancy: Consultancy, at: datetime) -> KnownOwners:
    """Return all of it; four queries, however many there are."""
    prepared = PreparedBusiness.objects.filter(
        consultancy=consultancy, business__archived_at=None
    ).values_list("owner_email", "business__name")
    known = KnownOwners(
        clients={email for email, _name in prepared if email},
        names={name.casefold() for email, name in prepared if not email},
        waiting=len(prepared),
        tags=frozenset(name.lower() for name in _tags(consultancy)),
    )
    _add_owners(known, consultancy, at)
    _add_requests(known, consultancy, at)
    return known


def _tags(consultancy: Consultancy) -> Mapping[str, int]:
    return dict(consultancy.client_tags.values_list("name", "pk"))


def _add_owners(known: KnownOwners, consultancy: Consultancy, at: datetime) -> None:
    engaged = Engagement.objects.filter(
        consultancy=consultancy,
        business__archived_at=None,
        business__memberships__role=Role.OWNER,
    )
    columns = ("business__memberships__user__email", "ended_at", "expires_at")
    for email, ended_at, expires_at in engaged.values_list(*columns):
        over_at = ended_at or expires_at
        if over_at is None or over_at > at:
            known.clients.add(email)
        else:
            known.ended[email] = max(over_at, known.ended.get(email, over_at))


def _add_requests(known: KnownOwners, consultancy: Consultancy, at: datetime) -> None:
    asked = AccessRequest.objects.filter(consultancy=consultancy, accepted_at=None)
    columns = ("email", "hands_over", "declined_at", "ended_at", "expires_at")
    for email, business, declined_at, ended_at, expires_at in asked.values_list(*columns):
        if declined_at:
            known.declined[email] = max(declined_at, known.declined.get(email, declined_at))
        elif ended_at is None and expires_at > at:
            (known.clients if business else known.asked).add(email)
