"""The people of the sample, each with a verified email address."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import verified_of
from assessment.site.operations.demo.people import EVERYBODY, SIGNING_IN

People = Mapping[str, User]
"""Users by email address."""


def add_people(password: str) -> list[str]:
    """Create missing people; return the addresses that can sign in with this password."""
    existing = sample_users()
    missing = [person for person in EVERYBODY if person.email not in existing]
    for person in missing:
        known = password if person in SIGNING_IN else None
        user = User.objects.create_user(person.email, known, name=person.name)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return [person.email for person in missing if person in SIGNING_IN]


def sample_users() -> People:
    """Return the accounts of the sample that exist on this site."""
    proven = User.objects.filter(email__in=addresses()).filter(verified_of("pk"))
    return {user.email: user for user in proven}


def addresses() -> list[str]:
    return [person.email for person in EVERYBODY]
