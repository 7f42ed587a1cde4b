"""Queries for consulting firms: their people, their clients and their branding."""

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.consultancies.models import AccessLevel, Brand, Consultancy, Engagement


def standings_in(
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
        consultancies__consultancy=consultancy, pk__in=standings_in(business)
    )
    return list(people.order_by("name", "email"))


def consultancy_of(user: User) -> Consultancy | None:
    """Return the consulting firm the user works for, the oldest if there are several."""
    consultancies = Consultancy.objects.filter(members__user=user).select_related("brand")
    return consultancies.order_by("pk").first()


def consultancy_working_for(business: Business, user: User) -> Consultancy | None:
    """Return the firm the user works for on behalf of a business, or None.

    If there are several, it is the one that was given access first.
    """
    engagements = Engagement.objects.running().filter(
        business=business, consultancy__members__user=user
    )
    engagement = engagements.select_related("consultancy__brand").order_by("given_at", "pk").first()
    return engagement.consultancy if engagement else None


def brand_of(consultancy: Consultancy) -> Brand:
    """Return the firm's branding, or an unsaved empty one if it has none."""
    return consultancy.brand if hasattr(consultancy, "brand") else Brand(consultancy=consultancy)
