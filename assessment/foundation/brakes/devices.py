"""Browsers that have signed in before, which strangers cannot lock out of an account."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from assessment.foundation.brakes.sources import account_name

SALT = "assessment.brakes.device"
A_YEAR = 365 * 86_400
MOST_ON_A_DEVICE = 5
"""How many accounts one browser remembers: several people may share the one in a shop."""


@dataclass(frozen=True, slots=True)
class Device:
    """What the cookie of a browser says: a random name, and hashes of its accounts."""

    name: str = ""
    accounts: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the device of a request; an unknown one if its cookie was forged or is too old."""
        signed = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        try:
            name, *accounts = signing.loads(signed, salt=SALT, max_age=A_YEAR)
        except (signing.BadSignature, ValueError, TypeError):
            return cls()
        return cls(name, tuple(accounts))

    @property
    def is_known(self) -> bool:
        return bool(self.name)

    def knows(self, account: str) -> bool:
        """Tell whether somebody has signed in to this account here."""
        return bool(account) and _hashed(account) in self.accounts

    def counts_alone(self, account: str) -> bool:
        """Tell whether a form counts against this device alone, and not against its network.

        Without an account, the form needs a secret that nobody can guess, such as that of a link.
        """
        return self.knows(account) if account else bool(self.accounts)

    def remember(self, response: HttpResponse, account: str = "") -> None:
        """Write into the cookie that somebody has just signed in, and to which account.

        An account without a proven address is not named. Anybody can sign up with somebody else's
        address, and their browser must not count as a device that the owner knows.
        """
        new = [_hashed(account)] if account else []
        others = [one for one in self.accounts if one not in new]
        accounts = [*new, *others][:MOST_ON_A_DEVICE]
        name = self.name or get_random_string(16)
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            signing.dumps([name, *accounts], salt=SALT),
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _hashed(account: str) -> str:
    return salted_hmac(SALT, account_name(account)).hexdigest()[:20]
