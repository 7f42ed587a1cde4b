"""Whether somebody has a second step."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

from assessment.foundation.accounts.models import User


def has_second_step(user: User) -> bool:
    """Return whether this person has an app or a key; one query. Recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(is_mfa_enabled(user, kinds))
