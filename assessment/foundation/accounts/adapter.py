"""Make allauth use our messages and send our emails."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as running
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User, normal_password
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
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
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
