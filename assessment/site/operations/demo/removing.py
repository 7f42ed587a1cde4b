"""Removing the sample, and nothing that somebody else made."""

from django.db import transaction
from django.db.models import ProtectedError

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import slug_of
from assessment.parties.consultancies.models import Consultancy
from assessment.site.operations.demo.accounts import everybody
from assessment.site.operations.demo.people import PRACTICE, SIGNING_IN, SLUGS


@transaction.atomic
def remove_demo(*, password: str) -> None:
    """Remove the sample's businesses, its practice and its people.

    Somebody of the sample who was busy in another business since stays, and gets this password.
    """
    people = everybody()
    users = people.values()
    Business.objects.filter(slug__in=SLUGS, memberships__user__in=users).delete()
    Consultancy.objects.filter(slug=slug_of(PRACTICE), members__user__in=users).delete()
    stay = [email for email, user in people.items() if not _removed(user)]
    for person in SIGNING_IN:
        if person.email in stay:
            people[person.email].set_password(password)
            people[person.email].save(update_fields=["password"])


def _removed(user: User) -> bool:
    if user.memberships.exists() or user.consultancies.exists():
        return False
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        return False
    return True
