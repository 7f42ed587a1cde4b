"""The people of the sample, each with a verified email address."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import verified_of
from assessment.site.operations.demo.people import EVERYBODY, SIGNING_IN

People = Mapping[str, User]
"""Users by email address."""


def add_people(password: str) -> list[str]:
    """Create missing people; return the addresses that can sign in with this password."""
    existing = sample_users()
    missing = [person for person in EVERYBODY if person.email not in existing]
    welcomed = [person for person in missing if person in SIGNING_IN]
    # Hashed once, because that takes half a second and all of them have the same password.
    known = make_password(password) if welcomed else ""
    for person in missing:
        user = User.objects.create_user(person.email, name=person.name)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        if person in welcomed:
            User.objects.filter(pk=user.pk).update(password=known)
    return [person.email for person in welcomed]


def sample_users() -> People:
    """Return the accounts of the sample that exist on this site."""
    proven = User.objects.filter(email__in=addresses()).filter(verified_of("pk"))
    return {user.email: user for user in proven}


def addresses() -> list[str]:
    return [person.email for person in EVERYBODY]
