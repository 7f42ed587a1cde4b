"""The doors that somebody has open in a business, and who left it recently."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from assessment.foundation.accounts.models import User
from assessment.foundation.links.models import DoorQuerySet
from assessment.foundation.links.services import every_door
from assessment.parties.access.rules import CAPABILITIES
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.consultancies.queries import access_by_person, practices_of
from assessment.parties.departures.models import Cause, Departure

Leaving = Membership | Engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoors:
    """How many doors of one model somebody has open; `model` is its name."""

    model: str
    count: int
    can_move: bool


def people_of(leaving: Leaving) -> list[int]:
    """Return the person of a membership, or the people of an engaged firm."""
    if isinstance(leaving, Membership):
        return [leaving.user_id]
    return list(leaving.consultancy.members.values_list("user", flat=True))


def doors_lost(
    business: Business, people: Collection[int], access: Mapping[int, str]
) -> list[DoorQuerySet[Any]]:
    """Return the doors of these people that their role or level does not allow."""
    found = []
    for door in every_door():
        needs = door.authority.needs
        losing = [pk for pk in people if needs not in CAPABILITIES.get(access.get(pk, ""), ())]
        if losing:
            found.append(door.within(business).opened_by(losing))
    return found


def doors_that_close(business: Business, leaving: Leaving) -> list[DoorQuerySet[Any]]:
    """Return the doors that close when this membership or engagement ends."""
    return doors_lost(business, people_of(leaving), access_by_person(business, without=leaving))


def open_doors(business: Business, leaving: Leaving, at: datetime) -> list[OpenDoors]:
    """Count the doors that would close, for the page that asks first.

    One query per model, and up to three for the roles.
    """
    counted = [
        OpenDoors(
            model=found.model.__name__,
            count=found.usable(at).count(),
            can_move=found.authority.can_move,
        )
        for found in doors_that_close(business, leaving)
    ]
    return [doors for doors in counted if doors.count]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentDepartures:
    """What an owner can undo, and the people who can undo it themselves; newest first."""

    undoable: Sequence[Departure]
    can_return: Sequence[Departure]


def recent_departures(business: Business, at: datetime) -> RecentDepartures:
    """Return the departures that are not final yet; one query."""
    departures = business.departures.select_related("person", "engagement__consultancy")
    both = departures.undoable(at) | departures.can_return(at)
    found = list(both.order_by("-ended_at", "-pk"))
    return RecentDepartures(
        undoable=[departure for departure in found if departure.cause != Cause.ACCOUNT],
        can_return=[departure for departure in found if departure.cause == Cause.ACCOUNT],
    )


def only_owner_of(user: User) -> list[Business]:
    """Return the businesses with other people but no other owner; one query."""
    others = Membership.objects.filter(business=OuterRef("pk")).exclude(user=user)
    found = Business.objects.filter(memberships__user=user, memberships__role=Role.OWNER)
    found = found.filter(Exists(others), ~Exists(others.filter(role=Role.OWNER)))
    return list(found.order_by("name", "pk"))


def admins_staying(consultancy: Consultancy | int) -> QuerySet[ConsultancyMember]:
    """Return the admins of a practice whose accounts are not about to be deleted."""
    admins = ConsultancyMember.objects.filter(consultancy=consultancy, role=ConsultancyRole.ADMIN)
    return admins.filter(user__is_active=True, user__deletion_asked_at=None)


def only_admin_of(user: User) -> list[Consultancy]:
    """Return the practices with other people but no other admin who stays."""
    practices = [member.consultancy for member in practices_of(user)]
    return [
        practice
        for practice in practices
        if practice.members.exclude(user=user).exists()
        and not admins_staying(practice).exclude(user=user).exists()
    ]


def only_member_of(user: User) -> list[Consultancy]:
    """Return the practices without any other people."""
    practices = [member.consultancy for member in practices_of(user)]
    return [one for one in practices if not one.members.exclude(user=user).exists()]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingWith:
    """What happens to a person's businesses and practices when their account is deleted.

    `alone` go with it, `left` stay with the people in them, and `needed` need another owner first.
    Of the practices, some go with the account, and some need another admin first.
    """

    alone: Sequence[Business]
    left: Sequence[Business]
    needed: Sequence[Business]
    practices_alone: Sequence[Consultancy]
    practices_needed: Sequence[Consultancy]


def leaving_with(user: User) -> LeavingWith:
    """Sort a person's businesses and practices by what deleting the account means for them."""
    others = Membership.objects.filter(business=OuterRef("pk")).exclude(user=user)
    inside = Business.objects.filter(memberships__user=user).annotate(shared=Exists(others))
    found, needed = list(inside.order_by("name", "pk")), only_owner_of(user)
    return LeavingWith(
        alone=[business for business in found if not business.shared],
        left=[business for business in found if business.shared and business not in needed],
        needed=needed,
        practices_alone=only_member_of(user),
        practices_needed=only_admin_of(user),
    )
