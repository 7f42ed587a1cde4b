"""For which firm somebody works, for one business or at all, and who works there."""

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Brand, Consultancy, Engagement


def roles_in(business: Business) -> dict[int, str]:
    """Who has which role there, by the person's key; membership beats engagement. Two queries."""
    consultants = business.engagements.running().values_list(
        "consultancy__members__user", flat=True
    )
    members = business.memberships.values_list("user", "role")
    return dict.fromkeys(filter(None, consultants), Role.CONSULTANT.value) | dict(members)


def others_inside(business: Business, consultancy: Consultancy) -> list[User]:
    """Who of a practice has a role in a business, by membership or for another; three queries."""
    people = User.objects.filter(consultancies__consultancy=consultancy, pk__in=roles_in(business))
    return list(people.order_by("name", "email"))


def consultancy_of(user: User) -> Consultancy | None:
    """The consulting practice that somebody works in; the first where there are several."""
    consultancies = Consultancy.objects.filter(members__user=user).select_related("brand")
    return consultancies.order_by("pk").first()


def consultancy_working_for(business: Business, user: User) -> Consultancy | None:
    """The practice that somebody works in for a business; of several, the one let in first."""
    engagements = Engagement.objects.running().filter(
        business=business, consultancy__members__user=user
    )
    engagement = engagements.select_related("consultancy__brand").order_by("given_at", "pk").first()
    return engagement.consultancy if engagement else None


def brand_of(consultancy: Consultancy) -> Brand:
    """How its reports look; before it said so an empty brand, which is not kept."""
    return consultancy.brand if hasattr(consultancy, "brand") else Brand(consultancy=consultancy)
