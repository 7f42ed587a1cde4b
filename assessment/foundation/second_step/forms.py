"""Allauth's forms for the second step with our wording; codes are checked within limits."""

from math import ceil
from typing import TYPE_CHECKING, Any

from allauth.core import context as running
from allauth.mfa import app_settings, signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessment.foundation.accounts.adapter import counted_for
from assessment.foundation.accounts.models import User
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.limits import Counted
from assessment.foundation.parsing.fields import reword
from assessment.foundation.second_step.keys import UnreadableSecret

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NO_CODE = _("Enter a code.")
UNREADABLE = _(
    "This site has lost what your codes are made from. Ask the person who runs it to remove "
    "your app, then set it up again."
)
KEY_HINT = _("So that you can tell your keys apart, such as “My phone”.")
KEY_REFUSED = _("This key isn’t one of yours, or it took too long. Try again.")
NO_KEY = _("Press “Add this key”, then do what your device asks.")
NOT_ADDED = _("That didn’t work, and nothing was added. Try again.")
IN_BASE64 = (
    *("rawId", "clientDataJSON", "authenticatorData", "signature", "userHandle"),
    "attestationObject",
)
"""The parts of what a key answers that are bytes, written in Base64."""


class CodeWithinLimits:
    """A mixin that counts an attempt as a wrong code until it turns out to be right."""

    user: User
    fields: dict[str, forms.Field]
    hint: "StrOrPromise" = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        reword(code, _("Code"), hint=self.hint, missing=NO_CODE)
        code.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_code(self) -> str:
        subject = counted_for(running.request, self.user.email)
        if wait := brakes.count(Counted.SECOND_STEP, *subject, at=timezone.now()):
            raise ValidationError(
                ngettext(
                    "Too many attempts. Wait %(minutes)d minute and try again.",
                    "Too many attempts. Wait %(minutes)d minutes and try again.",
                    ceil(wait / 60),
                )
                % {"minutes": ceil(wait / 60)}
            )
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except UnreadableSecret as lost:
            raise ValidationError(UNREADABLE) from lost
        brakes.take_back(Counted.SECOND_STEP, *subject)
        return code


class CodeOnce(CodeWithinLimits):
    """A mixin that accepts a code once for as long as it is right.

    Allauth forgets a used code after its 30 seconds, but clocks may differ, so it is right for 90.
    """

    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()
        key = f"second_step:{self.user.pk}:{''.join(filter(str.isalnum, code))}"
        right_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(key, "used", timeout=right_for):
            signals.authentication_failed.send(
                sender=Authenticator,
                request=running.request,
                user=self.user,
                authenticator=self.authenticator,
            )
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeOnce, base.AuthenticateForm):
    pass


class ConfirmWithCodeForm(CodeOnce, base.ReauthenticateForm):
    pass


class ActivateAppForm(CodeWithinLimits, totp.ActivateTOTPForm):
    hint = _("The six digits that your app shows now.")


def refuse_numbers(credential: Any) -> None:
    """Refuse a number in place of bytes: fido2 would reserve as many bytes of memory."""
    answer = credential if isinstance(credential, dict) else {}
    inside = answer.get("response")
    parts = answer | (inside if isinstance(inside, dict) else {})
    if not all(isinstance(parts.get(name, ""), str | None) for name in IN_BASE64):
        raise ValidationError(KEY_REFUSED)


class AnswerOfKey:
    """A mixin for what a passkey or security key answers, with a message about keys."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].validators.append(refuse_numbers)

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        # Fido2 lets these two escape if a part is missing or of another kind.
        except (ValidationError, AttributeError, KeyError) as refused:
            raise ValidationError(KEY_REFUSED) from refused
        return found


class SignInWithKeyForm(AnswerOfKey, webauthn.LoginWebAuthnForm):
    pass


class AuthenticateWithKeyForm(AnswerOfKey, webauthn.AuthenticateWebAuthnForm):
    pass


class ConfirmWithKeyForm(AnswerOfKey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddKeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].validators.append(refuse_numbers)
        reword(self.fields["credential"], "", missing=NO_KEY)
        reword(self.fields["name"], _("Name of the key"), hint=KEY_HINT, missing="")
        reword(
            self.fields["passwordless"],
            _("Let me sign in with it alone, without a password"),
            missing="",
        )

    def clean(self) -> dict[str, Any]:
        try:
            given: dict[str, Any] = super().clean()
        except (ValidationError, AttributeError, KeyError, ValueError) as refused:
            raise ValidationError(NOT_ADDED) from refused
        return given


class RenameKeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["name"],
            _("Name of the key"),
            hint=KEY_HINT,
            missing=_("Enter a name for the key."),
        )
