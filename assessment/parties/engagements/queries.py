"""Who is let into a business, what was asked, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, AuditEntryQuerySet, Event
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import (
    AccessInvitation,
    AccessRequest,
    AccessRequestQuerySet,
)


@dataclass(frozen=True, kw_only=True)
class LetIn:
    """One practice with access: its people, and when one of them last looked."""

    engagement: Engagement
    people: Sequence[str]
    last_look: AuditEntry | None


def let_in(business: Business, at: datetime) -> list[LetIn]:
    """Return the practices with access, by when it was given; three queries."""
    running = business.engagements.running(at).select_related("consultancy", "given_by", "business")
    found = running.prefetch_related("consultancy__members__user").order_by("given_at", "pk")
    engagements = list(found)
    last: dict[int, AuditEntry] = {}
    if engagements:
        for entry in looks_at(business).order_by("at"):
            if entry.by_id:
                last[entry.by_id] = entry
    return [_let_in(engagement, last) for engagement in engagements]


def _let_in(engagement: Engagement, last: dict[int, AuditEntry]) -> LetIn:
    users = [member.user for member in engagement.consultancy.members.all()]
    looks = [last[user.pk] for user in users if user.pk in last]
    return LetIn(
        engagement=engagement,
        people=sorted(str(user) for user in users if user.is_active),
        last_look=max(looks, key=lambda entry: entry.at, default=None),
    )


def looks_at(business: Business) -> AuditEntryQuerySet:
    """Return every day on which a consultant opened the pages of a business, newest first."""
    found = AuditEntry.objects.filter(business=business, kind=Event.LOOKED)
    return found.order_by("-at", "-pk")


def access_values(engagement: Engagement) -> dict[str, Any]:
    """Return what an owner can change about an access, by the name of its column."""
    return {"level": engagement.level, "ends_on": engagement.ends_on}


def ended_access(business: Business, at: datetime) -> list[Engagement]:
    """Return the access that has ended or expired, newest first; one query."""
    running = business.engagements.running(at).values("pk")
    ended = business.engagements.exclude(pk__in=running)
    found = ended.select_related("consultancy", "ended_by", "business")
    return sorted(found, key=lambda one: one.over_at or at, reverse=True)


def invitations_of(business: Business) -> list[AccessInvitation]:
    """Return the open invitations of consultants, newest first."""
    found = business.access_invitations.open().select_related("made_by", "mail")
    return list(found.order_by("-made_at"))


def requests_of(consultancy: Consultancy) -> AccessRequestQuerySet:
    """Return the requests of a practice that have no answer yet, newest first."""
    found = consultancy.access_requests.open().select_related("made_by", "mail", "hands_over")
    return found.order_by("-made_at")


def request_behind(token: str) -> AccessRequest | None:
    """Return the request for this token, answerable or not, or None."""
    found = AccessRequest.objects.select_related("consultancy", "made_by", "hands_over")
    return found.behind(token).first()


def can_be_answered(asked: AccessRequest, at: datetime) -> bool:
    """Return whether a request can be answered now; up to two queries.

    A business is handed over on the authority of somebody who still works with it.
    """
    if not AccessRequest.objects.usable(at).filter(pk=asked.pk).exists():
        return False
    if asked.hands_over_id is None:
        return True
    return bool(business_open_to(asked.made_by, asked.hands_over_id, asked.authority.needs))


def access_invitation_behind(token: str) -> AccessInvitation | None:
    """Return the invitation for this token, usable or not, or None."""
    found = AccessInvitation.objects.filter(business__archived_at=None)
    return found.select_related("business", "made_by").behind(token).first()


def client_of(consultancy: Consultancy, email: str) -> Business | None:
    """Return a client of the practice that the person at this address owns, or None."""
    owned = Business.objects.filter(memberships__user__email=email, memberships__role=Role.OWNER)
    engaged = Engagement.objects.running().filter(consultancy=consultancy)
    return owned.filter(engagements__in=engaged).order_by("name", "pk").first()


def owned_by(user: User) -> list[Business]:
    """Return the businesses that this person owns and has not to confirm first, by name."""
    own = Business.objects.filter(
        memberships__user=user, memberships__role=Role.OWNER, memberships__unproven=False
    )
    return list(own.order_by("name", "pk"))
