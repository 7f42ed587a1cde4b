"""Removing the sample, and nothing that anyone else made."""

from django.db import transaction
from django.db.models import ProtectedError

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import slug_of
from assessment.parties.consultancies.models import Consultancy
from assessment.site.operations.demo.accounts import sample_users
from assessment.site.operations.demo.people import PRACTICE, SIGNING_IN, SLUGS


@transaction.atomic
def remove_demo(*, password: str) -> None:
    """Remove the businesses, the practice and the people of the sample.

    People who have since become active in another business stay, and get this password.
    """
    people = sample_users()
    users = people.values()
    Business.with_archived.filter(slug__in=SLUGS, memberships__user__in=users).delete()
    Consultancy.objects.filter(slug=slug_of(PRACTICE), members__user__in=users).delete()
    staying = [email for email, user in people.items() if not _removed(user)]
    for person in SIGNING_IN:
        if person.email in staying:
            people[person.email].set_password(password)
            people[person.email].save(update_fields=["password"])


def _removed(user: User) -> bool:
    if user.memberships.exists() or user.consultancies.exists():
        return False
    try:
        # An inner transaction: on PostgreSQL, an error would otherwise abort the outer one.
        with transaction.atomic():
            user.delete()
    except ProtectedError:  # a row outside the sample names this person
        return False
    return True
