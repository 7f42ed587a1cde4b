"""Queries for the pages of the people in a business and in a practice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from assessment.foundation.second_step.queries import with_second_step
from assessment.parties.businesses.models import (
    Business,
    Invitation,
    Membership,
    Role,
)
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)


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


@dataclass(frozen=True, kw_only=True)
class Colleagues:
    """The people in a practice and its open invitations.

    `with_second_step` has the keys of the people who have two-step sign-in.
    """

    people: Sequence[ConsultancyMember]
    invitations: Sequence[ConsultancyInvitation]
    with_second_step: frozenset[int]

    @property
    def admins(self) -> int:
        return sum(person.role == ConsultancyRole.ADMIN for person in self.people)

    @property
    def second_step_words(self) -> str:
        """Say how many of the people have two-step sign-in; nothing about a person alone."""
        if len(self.people) == 1:
            return ""
        having = len(self.with_second_step)
        return ngettext(
            "%(having)s of your %(all)s people has it.",
            "%(having)s of your %(all)s people have it.",
            having,
        ) % {"having": having, "all": len(self.people)}


def colleagues_of(consultancy: Consultancy) -> Colleagues:
    """Return the people in a practice, admins first and then by joining date; three queries."""
    people = list(consultancy.members.select_related("user").order_by("since", "pk"))
    invitations = consultancy.invitations.open().select_related("made_by", "mail")
    return Colleagues(
        people=sorted(people, key=lambda person: person.role != ConsultancyRole.ADMIN),
        invitations=list(invitations.order_by("-made_at")),
        with_second_step=with_second_step(person.user_id for person in people),
    )


def invitation_behind(token: str) -> Invitation | ConsultancyInvitation | None:
    """Return the invitation for this token, to a business or a practice, usable or not."""
    to_business = Invitation.objects.filter(business__archived_at=None)
    to_practice = ConsultancyInvitation.objects.select_related("consultancy", "made_by")
    return (
        to_business.select_related("business", "made_by").behind(token).first()
        or to_practice.behind(token).first()
    )
