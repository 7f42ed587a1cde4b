"""Make allauth's second step use our sentences, and keep its secrets unreadable in the database."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User


class UnreadableSecret(PermissionDenied):
    """A secret was stored under a `SECRET_KEY` that the site no longer has."""

    silent_variable_failure = True
    """Lets Django's templates leave out what depends on it, such as the number of codes left."""


class SecondStepAdapter(DefaultMFAAdapter):
    """Our words for the second step, and the encryption of what an app and codes are made from."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "Turn off two-step sign-in before you change your address, and set it up again after."
        ),
        "incorrect_code": _("That’s not the right code. Codes change every 30 seconds. Try again."),
        "unverified_email": _(
            "Please confirm your email address first. Otherwise nobody could help you back in."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the name that an authenticator app shows beside the code."""
        return "Cairn"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """Suggest a name for the next key."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        return self._keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as lost:
            raise UnreadableSecret from lost

    def _keys(self) -> MultiFernet:
        """Return the newest key first. An older `SECRET_KEY` works while it is a fallback."""
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [sha256(b"assessment.second_step" + secret.encode()) for secret in secrets]
        return MultiFernet([Fernet(urlsafe_b64encode(each.digest())) for each in digests])
