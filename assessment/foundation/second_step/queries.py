"""Who has a second step."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator

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
