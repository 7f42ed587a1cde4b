"""The account "A former member", which takes over what deleted accounts wrote."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext

from assessment.foundation.accounts.models import User

FORMER = "former-member@cairn.invalid"
"""The address of this account. No email can reach it, because no domain ends in `.invalid`."""


def former_member() -> User:
    """Return the account, and create it for the first deletion."""
    # Somebody may have signed up with this address, but nobody can sign up as an inactive user.
    known = User.objects.filter(email=FORMER, is_active=False).order_by("pk").first()
    return known or User.objects.create(
        email=FORMER,
        name=gettext("A former member"),
        is_active=False,
        password=make_password(None),
    )
