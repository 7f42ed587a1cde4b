"""Queries for the team page."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.parties.businesses.models import (
    Business,
    Invitation,
    Membership,
    Role,
)
from assessment.parties.consultancies.models import Engagement


@dataclass(frozen=True, kw_only=True)
class Team:
    """The members, open invitations and running engagements of a business."""

    people: Sequence[Membership]
    invitations: Sequence[Invitation]
    engagements: Sequence[Engagement]

    @property
    def owners(self) -> int:
        return sum(person.role == Role.OWNER for person in self.people)


def team_of(business: Business) -> Team:
    """Return the team, owners first and then by joining date; three queries."""
    people = business.memberships.select_related("user").order_by("since", "pk")
    invitations = business.invitations.open().select_related("made_by", "mail")
    engagements = business.engagements.running().select_related("consultancy")
    # Sorting is stable, so owners and others each keep their order by joining date.
    return Team(
        people=sorted(people, key=lambda person: person.role != Role.OWNER),
        invitations=list(invitations.order_by("-made_at")),
        engagements=list(engagements.order_by("given_at")),
    )
