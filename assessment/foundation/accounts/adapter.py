"""Make allauth use our messages and send our emails."""

from abc import ABC, abstractmethod
from datetime import timedelta
from math import ceil
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as running
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified, is_proven_elsewhere
from assessment.foundation.accounts.services import correct_address
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.sources import account_name
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.passwords import normal_password

# Allauth's name for an email, our name, and its button's target: a key of allauth's context
# or a URL name.
MAILS = {
    "login_code": ("code", ""),
    "password_reset_key": ("reset", "password_reset_url"),
    "account_already_exists": ("known_account", "account_login"),
    "unknown_account": ("unknown_account", "account_signup"),
}

# How long the code or link in an email can be used, by our name for the email.
WORKS_FOR = {"code": timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)}

# The sentence in a security notice that says what happened, by allauth's name for the email.
NOTICES = {
    "email_changed": _("Your Cairn email address was changed"),
    "email_confirm": _("Your Cairn email address was confirmed"),
    "email_deleted": _("An email address was removed from your account"),
    "password_changed": _("Your Cairn password was changed"),
    "recovery_codes_generated": _("New recovery codes were made for your Cairn account"),
    "totp_activated": _("An authenticator app was set up for your Cairn account"),
    "totp_deactivated": _("The authenticator app of your Cairn account was turned off"),
    "webauthn_added": _("A key was added to your Cairn account"),
    "webauthn_removed": _("A key was removed from your Cairn account"),
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


def counted_for(request: HttpRequest, account: str) -> tuple[Scope, str]:
    """Return what an attempt counts against: a known device, or else the account."""
    device = Device.of(request)
    if device.knows(account):
        return Scope.DEVICE, f"{device.name} {account_name(account)}"
    return Scope.ACCOUNT, account_name(account)


class AccountAdapter(DefaultAccountAdapter, ABC):
    """Our messages and emails for allauth; `site.public.adapter` adds what concerns businesses."""

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

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Measure a new password in the spelling in which it will be stored."""
        return str(super().clean_password(normal_password(password), user))

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> User:
        user.name = form.cleaned_data["name"]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def correct_address(self, user: User, email: str) -> EmailAddress:
        """Replace an address that was never proven."""
        return correct_address(user=user, email=email, at=timezone.now())

    def is_password_of(self, user: User, password: str) -> bool:
        """Check a password within the limits of sign-in."""
        found = self.authenticate(running.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    @abstractmethod
    def prove_address(self, user: User, email: str, *, same_person: bool) -> User:
        """Record that a person reads the mail to an account's address, and return its account."""

    def send_confirmation_mail(
        self,
        _request: HttpRequest,
        emailconfirmation: Any,
        _signup: bool,  # noqa: FBT001 - allauth's signature
    ) -> None:
        """Ask whether the address is theirs; if another account has it, say so in the mail only."""
        address = emailconfirmation.email_address
        known = is_proven_elsewhere(address.email, user=address.user)
        url = on_site(reverse("account_confirm_email", args=[emailconfirmation.key]))
        name = "second_account" if known else "verify"
        outbox.send(name=name, to=address.email, context={"url": url}, at=timezone.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt as a wrong password until it turns out to be right."""
        subject = counted_for(request, credentials.get("email", ""))
        if wait := brakes.count(Counted.WRONG_PASSWORD, *subject, at=timezone.now()):
            raise ValidationError(too_many_attempts(wait))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            subject = counted_for(request, credentials.get("email", ""))
            brakes.take_back(Counted.WRONG_PASSWORD, *subject)
        return user

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Let this browser sign in to the account even while strangers get its password wrong."""
        response: HttpResponse = super().post_login(request, user, **more)
        account = user.email if address_is_verified(user) else ""
        Device.of(request).remember(response, account)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put into the outbox our equivalent of the email that allauth calls `template_prefix`."""
        theirs = template_prefix.rpartition("/")[2]
        if theirs in NOTICES:
            self.send_notice(str(NOTICES[theirs]), email)
            return
        name, target = MAILS[theirs]
        url = context.get(target) or (on_site(reverse(target)) if target else "")
        now = timezone.now()
        works_for = WORKS_FOR.get(name)
        outbox.send(
            name=name,
            to=email,
            context={"url": url, "code": context.get("code", "")},
            at=now,
            useless_after=now + works_for if works_for else None,
        )

    def send_notice(self, happened: str, email: str) -> None:
        context = {"happened": happened, "url": on_site(reverse("account_reset_password"))}
        outbox.send(name="security_notice", to=email, context=context, at=timezone.now())

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link in a mail; allauth would take its host from the request."""
        person, _dash, secret = key.partition("-")
        path = {"uidb36": person, "key": secret}
        return on_site(reverse("account_reset_password_from_key", kwargs=path))
