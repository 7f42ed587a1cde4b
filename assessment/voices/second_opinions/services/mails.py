"""Emails about a second opinion. None of them says what anybody answered, or how many did how."""

from datetime import datetime

from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.names import one_line
from assessment.parties.access.rules import Capability, business_open_to
from assessment.parties.businesses.models import Role
from assessment.voices.second_opinions import wording
from assessment.voices.second_opinions.models import SecondOpinion


def people_who_asked(row: SecondOpinion) -> list[User]:
    """Return who asked; if they have no access any more, the owners."""
    business = row.assessment.business
    if row.invited_by and business_open_to(row.invited_by, business.pk, Capability.LISTEN):
        return [row.invited_by]
    owners = business.memberships.filter(role=Role.OWNER, user__is_active=True, unproven=False)
    return [owner.user for owner in owners.select_related("user") if owner.user != row.person]


def mail_invited(row: SecondOpinion, *, at: datetime) -> None:
    """Ask the person; the link leads to the page where they say yes or no."""
    business = row.assessment.business
    context = {
        "person": str(row.invited_by),
        "business": one_line(business.name),
        "url": on_site(reverse("second_opinion", args=[business.slug])),
    }
    outbox.send(name="second_opinion_asked", to=row.person.email, context=context, at=at)


def mail_ended(row: SecondOpinion, *, to: list[User], at: datetime) -> None:
    """Say that it came to nothing, and why."""
    business = row.assessment.business
    context = {
        "business": one_line(business.name),
        "head": wording.ended_in_email(row),
        "url": on_site(reverse("second_opinion", args=[business.slug])),
    }
    for person in to:
        outbox.send(name="second_opinion_ended", to=person.email, context=context, at=at)


def mail_revealed(row: SecondOpinion, *, at: datetime) -> None:
    """Tell both sides at the same moment that they can compare."""
    business = row.assessment.business
    path = reverse("second_comparison", args=[business.slug, row.assessment.slug])
    context = {"business": one_line(business.name), "url": on_site(path)}
    for person in [row.person, *people_who_asked(row)]:
        outbox.send(name="second_opinion_revealed", to=person.email, context=context, at=at)
