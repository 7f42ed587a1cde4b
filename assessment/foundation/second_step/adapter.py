"""Make allauth's second step use our sentences, and keep its secrets unreadable in the database."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User
from assessment.foundation.second_step.keys import decrypted, encrypted


class SecondStepAdapter(DefaultMFAAdapter):
    """Our messages for the second step, and the encryption of the secrets of apps and codes."""

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
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)
