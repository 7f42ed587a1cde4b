"""Which businesses somebody sees, who is in one, and for which practice they work."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.organisations.models import (
    Brand,
    Business,
    BusinessQuerySet,
    ConsultingPractice,
    Invitation,
    Mandate,
    Membership,
    Role,
)


@dataclass(frozen=True, kw_only=True)
class Team:
    """Everybody who may come in, or is asked to."""

    people: Sequence[Membership]
    invitations: Sequence[Invitation]
    mandates: Sequence[Mandate]

    @property
    def owners(self) -> int:
        return sum(person.role == Role.OWNER for person in self.people)


def team_of(business: Business) -> Team:
    """Owners first, then by when they came; three queries."""
    people = business.memberships.select_related("user").order_by("since", "pk")
    invitations = business.invitations.open().select_related("invited_by")
    mandates = business.mandates.running().select_related("practice")
    return Team(
        people=sorted(people, key=lambda person: person.role != Role.OWNER),
        invitations=list(invitations.order_by("-invited_at")),
        mandates=list(mandates.order_by("given_at")),
    )


def roles_in(business: Business) -> dict[int, str]:
    """Who has which role there, by the person's key; membership beats mandate. Two queries."""
    consultants = business.mandates.running().values_list("practice__members__user", flat=True)
    members = business.memberships.values_list("user", "role")
    return dict.fromkeys(filter(None, consultants), Role.CONSULTANT.value) | dict(members)


def others_inside(business: Business, practice: ConsultingPractice) -> list[User]:
    """Who of a practice has a role in a business, by membership or for another; three queries."""
    people = User.objects.filter(practices__practice=practice, pk__in=roles_in(business))
    return list(people.order_by("name", "email"))


def businesses_of(user: User) -> BusinessQuerySet:
    """All businesses somebody may see, by name."""
    return Business.objects.visible_to(user).order_by("name", "pk")


def waiting_for_set_up(user: User) -> Business | None:
    """The newest business of this owner that was neither described nor skipped."""
    own = Business.objects.owned_by(user).filter(set_up_at=None)
    return own.order_by("-founded_at", "-pk").first()


def invitation_behind(token: str) -> Invitation | None:
    """The invitation that a link leads to, usable or not."""
    invitations = Invitation.objects.select_related("business", "invited_by")
    return invitations.filter(token_hash=hash_of(token)).first()


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
