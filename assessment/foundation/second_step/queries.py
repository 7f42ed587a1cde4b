"""Whether somebody has a second step, and whether a session has passed it."""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from assessment.foundation.accounts.models import User


def has_second_step(user: User) -> bool:
    """Return whether this person has an app or a key; one query. Recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(is_mfa_enabled(user, kinds))


def where_to_confirm(request: HttpRequest) -> str:
    """Return the page on which this session can pass the second step; empty if it has."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return ""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return str(next(way["url"] for way in ways if way["id"].startswith("mfa_")))
