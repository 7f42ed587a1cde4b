"""Make allauth use our messages and send our emails."""

from math import ceil
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as running
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessment.foundation.brakes import services
from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.sources import account_name
from assessment.foundation.outbox import delivery

# Allauth's name for an email, our name, and its button's target: a key of allauth's context
# or a URL name.
MAILS = {
    "email_confirmation_signup": ("verify", "activate_url"),
    "email_confirmation": ("verify", "activate_url"),
    "login_code": ("code", ""),
    "password_reset_key": ("reset", "password_reset_url"),
    "account_already_exists": ("known_account", "account_login"),
    "unknown_account": ("unknown_account", "signup_url"),
}

# The sentence in a security notice that says what happened, by allauth's name for the email.
NOTICES = {
    "email_changed": _("Your Cairn email address was changed"),
    "email_confirm": _("Your Cairn email address was confirmed"),
    "email_deleted": _("An email address was removed from your account"),
    "password_changed": _("Your Cairn password was changed"),
    "password_reset": _("Your Cairn password was reset"),
    "password_set": _("Your Cairn account now has a password"),
}


def too_many_attempts(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Wait %(minutes)s minute and try again, or let us send you a code.",
        "Too many attempts. Wait %(minutes)s minutes and try again, or let us send you a code.",
        minutes,
    ) % {"minutes": apnumber(minutes)}


class AccountAdapter(DefaultAccountAdapter):
    """Our messages and emails for allauth; `site.public.adapter` adds sign-up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Contact the person who runs this site."),
        "duplicate_email": _("This is already your email address."),
        "email_password_mismatch": _(
            "This email address and password don’t match. Try again, or let us send you a code."
        ),
        "enter_current_password": _("That’s not the right password. Try again."),
        "incorrect_code": _("That’s not the latest code we sent. Check it, or ask for a new one."),
        "incorrect_password": _("That’s not the right password. Try again."),
        "max_email_addresses": _("You can’t add more than %d addresses."),
        "rate_limited": _("We sent you one a moment ago. Wait a minute before asking again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt as a wrong password until it turns out to be right."""
        subject = self._tried(request, credentials)
        if wait := services.count(Counted.WRONG_PASSWORD, *subject, at=timezone.now()):
            raise ValidationError(too_many_attempts(wait))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            services.take_back(Counted.WRONG_PASSWORD, *self._tried(request, credentials))
        return user

    def _tried(self, request: HttpRequest, credentials: dict[str, Any]) -> tuple[Scope, str]:
        """Return for whom a password counts: a known device, or else the account."""
        account = credentials.get("email", "")
        device = Device.of(request)
        if device.knows(account):
            return Scope.DEVICE, f"{device.name} {account_name(account)}"
        return Scope.ACCOUNT, account_name(account)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Let this browser sign in to the account even while strangers fail at it."""
        response: HttpResponse = super().post_login(request, user, **more)
        Device.of(request).remember(response, user.email)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our equivalent of the email that allauth calls `template_prefix`."""
        theirs = template_prefix.rpartition("/")[2]
        if theirs in NOTICES:
            self.send_notice(str(NOTICES[theirs]), email)
            return
        name, target = MAILS[theirs]
        url = context.get(target) or (self.absolute(target) if target else "")
        delivery.send(name=name, to=email, context={"url": url, "code": context.get("code", "")})

    def send_notice(self, happened: str, email: str) -> None:
        url = self.absolute("account_reset_password")
        delivery.send(name="security_notice", to=email, context={"happened": happened, "url": url})

    def absolute(self, url_name: str) -> str:
        return str(running.request.build_absolute_uri(reverse(url_name)))
