"""Queries for consulting firms: their people, their clients and their branding."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.services import Sender
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.consultancies.models import (
    AccessLevel,
    Brand,
    Consultancy,
    ConsultancyMember,
    Engagement,
    PracticeMail,
)


def access_by_person(
    business: Business, *, without: Membership | Engagement | None = None
) -> dict[int, str]:
    """Return by user key each member's role and each consultant's level; two queries.

    If a consultant is also a member, the role of the membership is used, and of several levels
    the highest. `without` leaves out a membership or an engagement that is about to end.
    """
    engagements, memberships = business.engagements.running(), business.memberships.all()
    if isinstance(without, Engagement):
        engagements = engagements.exclude(pk=without.pk)
    elif without is not None:
        memberships = memberships.exclude(pk=without.pk)
    consultants = engagements.filter(consultancy__members__user__isnull=False)
    levels = consultants.values_list("consultancy__members__user", "level")
    # A later entry replaces an earlier one, so the highest level is what remains.
    rising = sorted(levels, key=lambda person: AccessLevel(person[1]).rank)
    return dict(rising) | dict(memberships.values_list("user", "role"))


def others_inside(business: Business, consultancy: Consultancy) -> list[User]:
    """Return the firm's people who still have access to the business; three queries.

    They may be members themselves, or work for another firm with a running engagement.
    """
    people = User.objects.filter(
        consultancies__consultancy=consultancy, pk__in=access_by_person(business)
    )
    return list(people.order_by("name", "email"))


def practices_of(user: User) -> QuerySet[ConsultancyMember]:
    """Return what a person is in each of their practices, by the practice's name."""
    found = ConsultancyMember.objects.filter(user=user).select_related("consultancy__brand")
    return found.order_by("consultancy__name", "pk")


def reachable_members(consultancy: Consultancy) -> QuerySet[ConsultancyMember]:
    """Return the people in a practice who can get emails about its clients, wanted or not.

    Somebody who has not said yet that the practice is theirs gets none.
    """
    people = consultancy.members.filter(
        unproven=False, user__is_active=True, user__deletion_asked_at=None
    )
    return people.select_related("user").order_by("since", "pk")


def people_to_tell(consultancy: Consultancy, mail: PracticeMail) -> list[User]:
    """Return the people in a practice who want emails of this kind; one query."""
    found = reachable_members(consultancy)
    return [member.user for member in found if mail not in member.muted]


def practices_working_for(
    business: Business, user: User, levels: Collection[AccessLevel]
) -> list[Consultancy]:
    """Return the firms through which the user has one of these levels, the oldest access first."""
    engagements = Engagement.objects.running().filter(
        business=business, consultancy__members__user=user, level__in=levels
    )
    found = engagements.select_related("consultancy__brand").order_by("given_at", "pk")
    return [engagement.consultancy for engagement in found]


def sender_of(consultancy: Consultancy) -> Sender:
    """Return the name and the last line of the emails that a firm has sent to its clients."""
    brand = brand_of(consultancy)
    line = gettext("Sent on behalf of %(practice)s.") % {"practice": consultancy.name}
    return Sender(name=brand.sender_name or consultancy.name, line=f"{line} {brand.footer}".strip())


def brand_of(consultancy: Consultancy) -> Brand:
    """Return the firm's branding, or an unsaved empty one if it has none."""
    return consultancy.brand if hasattr(consultancy, "brand") else Brand(consultancy=consultancy)
