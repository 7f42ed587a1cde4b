"""People with a second step, and the codes that their apps would show."""

from time import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpRequest
from django.test import Client

from assessment.foundation.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD_SECONDS = 30


def with_app(user: User) -> User:
    """Set up an authenticator app and recovery codes for a person."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def sign_in_with_app(client: Client, user: User) -> None:
    """Set up an app for a person, and sign them in with both steps."""
    client.force_login(with_app(user))
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa")
    request.session.save()


def code(*, periods_ago: int = 0, secret: str = SECRET) -> str:
    """Return what the app shows now, or showed some periods of 30 seconds ago."""
    return str(format_hotp_value(hotp_value(secret, int(time()) // PERIOD_SECONDS - periods_ago)))


def recovery_codes(user: User) -> list[str]:
    return list(RecoveryCodes.activate(user).get_unused_codes())
