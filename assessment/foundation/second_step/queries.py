"""Who has a second step, and whether a session has passed it."""

from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.models import User

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""An app or a key. Recovery codes alone are no second step."""


def has_second_step(user: User) -> bool:
    """Return whether this person has an app or a key; one query."""
    return bool(with_second_step([user.pk]))


def with_second_step(people: Iterable[int]) -> frozenset[int]:
    """Return which of these people, by key, have an app or a key; one query."""
    found = Authenticator.objects.filter(user__in=list(people), type__in=KINDS)
    return frozenset(found.values_list("user", flat=True))


def has_passed(request: SignedInRequest) -> bool:
    """Return whether this session has passed the second step of its account.

    A session can be older than the second step, and then has to be confirmed.
    """
    return has_second_step(request.user) and not where_to_confirm(request)


def where_to_confirm(request: HttpRequest) -> str:
    """Return the page on which this session can pass the second step; empty if it has."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return ""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return str(next(way["url"] for way in ways if way["id"].startswith("mfa_")))
