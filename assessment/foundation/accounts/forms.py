"""Allauth's forms with our wording, and the profile form.

The forms keep allauth's rules. Only labels, hints and error messages are ours.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as running
from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import (
    account_of,
    address_is_verified,
    has_unproven_account,
)
from assessment.foundation.formatting.countries import time_zones
from assessment.foundation.parsing.addresses import AddressField
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.fields import reword
from assessment.foundation.parsing.names import NameField
from assessment.foundation.parsing.passwords import (
    EASY_TO_GUESS,
    is_easy_to_guess,
    normal_password,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NO_PASSWORD = _("Enter your password.")
NEW_PASSWORD_HINT = _("At least 12 characters. Three or four words in a row work well.")
NO_NEW_PASSWORD = _("Choose a password of at least 12 characters.")


class OwnNameField(NameField):
    """Asks people for their own name, which they may leave out."""

    widget = forms.TextInput(attrs={"autocomplete": "name"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "max_length": _("Shorten the name to 100 characters or fewer."),
    }

    def __init__(self, *, help_text: "StrOrPromise") -> None:
        super().__init__(label=_("Your name"), help_text=help_text, required=False, max_length=100)


INVITES = {"accept_invitation", "answer_request", "accept_as_consultant"}
"""The pages that know which business or practice their reader will belong to, or ask for it."""


def is_invited(request: HttpRequest) -> bool:
    """Return whether this visitor will go on to an invitation, or to a practice that asks."""
    way_back = request.POST.get("next") or request.GET.get("next", "")
    try:
        return resolve(way_back).url_name in INVITES
    except Resolver404:
        return False


class SignsUpFor(models.TextChoices):
    """What somebody begins with: a business of their own, or a practice that advises others."""

    BUSINESS = "business", _("My own business")
    CLIENTS = "clients", _("Clients I advise")


class SignUpForm(allauth.SignupForm):
    """Email address, password, what it is for, its name, and the person’s own name if they like.

    Both names are on the page, and the style sheet hides the one that was not chosen. People with
    an invitation join an existing business or practice, so they are asked for neither.
    """

    use = forms.ChoiceField(
        label=_("What is it for?"),
        choices=SignsUpFor.choices,
        initial=SignsUpFor.BUSINESS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose your own business, or clients you advise.")},
    )

    name = OwnNameField(help_text=_("The name you go by at work. You can leave this empty."))
    business = NameField(
        label=_("Name of your business"),
        help_text=_("As your customers know it. It appears on your report."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your business.")},
    )
    practice = NameField(
        label=_("Name of your practice"),
        help_text=_("As your clients know it. It appears on your reports."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your practice.")},
    )
    field_order = ("email", "password1", "use", "business", "practice", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_invited(running.request):
            for name in ("use", "business", "practice"):
                del self.fields[name]
        else:
            self._ask_for_one_name()
        self.fields["email"] = AddressField(own=True)
        reword(
            self.fields["password1"],
            _("Password"),
            hint=NEW_PASSWORD_HINT,
            missing=NO_NEW_PASSWORD,
        )

    def _ask_for_one_name(self) -> None:
        """Require the name of what was chosen, and suggest what a link asks for."""
        self.fields["use"].initial = running.request.GET.get("for", SignsUpFor.BUSINESS)
        if self.is_bound:
            for_clients = self.data.get("use") == SignsUpFor.CLIENTS
            self.fields["business" if for_clients else "practice"].required = False

    def clean(self) -> dict[str, Any]:
        """Also check the password against names that are not stored in an account yet."""
        given: dict[str, Any] = super().clean()
        # What was typed before the choice changed is no longer meant.
        given["practice" if given.get("use") != SignsUpFor.CLIENTS else "business"] = ""
        password = given.get("password1")
        names = [given.get(name) or "" for name in ("business", "practice", "name")]
        if password and any(names) and is_easy_to_guess(normal_password(password), known=names):
            self.add_error("password1", EASY_TO_GUESS)
        return given

    def validate_unique_email(self, value: str) -> str:
        """Accept a known address, because an error would reveal that it has an account.

        An address gets a second account only next to a proven one. Whether there is one makes no
        difference here, and so nothing on our pages reveals it.
        """
        self.account_already_exists = has_unproven_account(value)
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if not self.account_already_exists:
            return self.save(request), None
        # This takes as long as a sign-up that makes an account.
        User().set_password(self.cleaned_data["password1"])
        get_adapter().send_account_already_exists_mail(self.cleaned_data["email"])
        return None, redirect("account_email_verification_sent")


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField(own=True)
        reword(self.fields["password"], _("Password"), missing=NO_PASSWORD)


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(own=True)

    def clean_email(self) -> str:
        address: str = super().clean_email()
        # Allauth could also choose an account that only wants to change to this address.
        self._user = account_of(address)
        return address


class ConfirmLoginCodeForm(allauth.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["code"],
            _("Code from the email"),
            hint=_("Small or capital letters, with or without the dash."),
            missing=_("Enter the code from the email."),
        )
        self.fields["code"].widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["password"], _("Your password"), missing=NO_PASSWORD)


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(own=True)

    def clean_email(self) -> str:
        address: str = super().clean_email()
        account = account_of(address)
        self.users = [account] if account else []
        return address


class NewPasswordOnce:
    """A mixin that asks for a new password only once.

    People can show what they typed, or reset the password by email.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        reword(
            self.fields["password1"],
            _("New password"),
            hint=NEW_PASSWORD_HINT,
            missing=NO_NEW_PASSWORD,
        )


class ResetPasswordKeyForm(NewPasswordOnce, allauth.ResetPasswordKeyForm):
    user: User

    def save(self) -> None:
        """Set the password of the account to which the address turns out to belong."""
        here = running.request.user == self.user
        self.user = get_adapter().prove_address(self.user, self.user.email, same_person=here)
        super().save()


class SetPasswordForm(NewPasswordOnce, allauth.SetPasswordForm):
    pass


class ChangePasswordForm(NewPasswordOnce, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("Current password"), missing=NO_PASSWORD)


class ChangeAddressForm(allauth.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(label=_("New email address"), own=True)

    def clean_email(self) -> str:
        """Refuse an address that somebody else has yet to prove; signing up does the same."""
        address: str = super().clean_email()
        if not address_is_verified(self.user) and has_unproven_account(address):
            raise forms.ValidationError(
                _(
                    "Somebody has signed up with this address and not confirmed it yet. "
                    "If that was you, sign in with a code."
                )
            )
        return address

    def save(self, request: HttpRequest) -> EmailAddress:
        """Replace an address that was never proven, such as a mistyped one, at once."""
        if address_is_verified(self.user):
            return super().save(request)
        address = self.cleaned_data["email"]
        corrected: EmailAddress = get_adapter().correct_address(self.user, address)
        corrected.send_confirmation(request)
        return corrected


class ConfirmAddressForm(forms.Form):
    """The password of the person who opens the link that confirms an address."""

    password = forms.CharField(
        label=_("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": NO_PASSWORD},
    )

    def __init__(self, *args: Any, account: User, must_know: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password"].required = must_know
        if not must_know:
            self.fields["password"].help_text = _(
                "Enter the password you signed up with, and everything stays as it is. "
                "Leave this empty if you never chose one."
            )

    def clean_password(self) -> str:
        """Check the password within the limits of sign-in; an empty one proves nothing."""
        password: str = self.cleaned_data["password"]
        if password and not get_adapter().is_password_of(self.account, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class ProfileForm(EditMixin, forms.ModelForm):
    """The user's name, theme, time zone and shortcuts, and a language if there is a choice."""

    name = OwnNameField(help_text=_("The name you go by at work. It appears next to your changes."))
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("We only send reminders between 8 am and 8 pm in this time zone."),
        required=False,
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our emails"),
        required=False,
        error_messages={"invalid_choice": _("Choose a language from the list.")},
    )

    class Meta:
        model = User
        fields = ("name", "theme", "time_zone", "language", "shortcuts")
        widgets = {"theme": forms.RadioSelect}
        labels = {
            "theme": _("Colours"),
            "shortcuts": _("Use the keys 1 to 4, 0 and – to answer questions"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = _("Same as this site: %(zone)s") % {"zone": settings.TIME_ZONE.replace("_", " ")}
        self._offer("time_zone", [("", usual), *time_zones()])
        if len(settings.LANGUAGES) > 1:
            self._offer("language", [("", _("Same as this site")), *settings.LANGUAGES])
        else:
            del self.fields["language"]

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices
