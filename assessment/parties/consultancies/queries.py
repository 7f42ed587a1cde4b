"""For which firm somebody works, for one business or at all, and who works there."""

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Brand, ConsultingPractice, Mandate


def roles_in(business: Business) -> dict[int, str]:
    """Who has which role there, by the person's key; membership beats mandate. Two queries."""
    consultants = business.mandates.running().values_list("practice__members__user", flat=True)
    members = business.memberships.values_list("user", "role")
    return dict.fromkeys(filter(None, consultants), Role.CONSULTANT.value) | dict(members)


def others_inside(business: Business, practice: ConsultingPractice) -> list[User]:
    """Who of a practice has a role in a business, by membership or for another; three queries."""
    people = User.objects.filter(practices__practice=practice, pk__in=roles_in(business))
    return list(people.order_by("name", "email"))


def practice_of(user: User) -> ConsultingPractice | None:
    """The consulting practice that somebody works in; the first where there are several."""
    practices = ConsultingPractice.objects.filter(members__user=user).select_related("brand")
    return practices.order_by("pk").first()


def practice_under_mandate(business: Business, user: User) -> ConsultingPractice | None:
    """The practice that somebody works in for a business; of several, the one let in first."""
    mandates = Mandate.objects.running().filter(business=business, practice__members__user=user)
    mandate = mandates.select_related("practice__brand").order_by("given_at", "pk").first()
    return mandate.practice if mandate else None


def brand_of(practice: ConsultingPractice) -> Brand:
    """How its reports look; before it said so an empty brand, which is not kept."""
    return practice.brand if hasattr(practice, "brand") else Brand(practice=practice)
