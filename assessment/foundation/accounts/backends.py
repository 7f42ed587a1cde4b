"""The authentication backend: an email address and a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from assessment.foundation.accounts.models import MOST_AT_AN_ADDRESS, User
from assessment.foundation.parsing.addresses import normal_or_same
from assessment.foundation.parsing.passwords import normal_password

WRITTEN_FOR = "65.21.1"
"""The version of allauth whose private methods are replaced below; a test fails with any other."""


class AddressBackend(AuthenticationBackend):
    """Signs in with a password, in the same time for every address.

    Allauth would refuse an unproven account as soon as somebody else has proven its address, which
    would reveal which addresses have accounts.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        found = super().authenticate(request, **credentials)
        if found is None:
            # Allauth's own backend only keeps older sessions alive, so it must not be tried too.
            raise PermissionDenied
        return found

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        # The newest first: an unproven account takes no longer if there is a proven one as well.
        accounts = [*User.objects.filter(email=normal_or_same(email)).order_by("-pk")]
        for account in accounts:
            if self._check_password(account, password):
                return account
        # If a password is not in its normal spelling, an account is checked against both. A missing
        # account must take as long.
        spellings = len({password, normal_password(password)})
        for _missing in range(spellings * (MOST_AT_AN_ADDRESS - len(accounts))):
            self._mitigate_timing_attack(password)
        self._did_check_password = True
        return None
