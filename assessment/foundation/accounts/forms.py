"""Allauth's forms with our wording, and the profile form.

The forms keep allauth's rules. Only labels, hints and error messages are ours.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context as running
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import time_zones
from assessment.foundation.outbox.delivery import address_rules
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.names import NameField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ADDRESS = _("Email address")
NO_ADDRESS = _("Enter your email address.")
NO_PASSWORD = _("Enter your password.")
NEW_PASSWORD_HINT = _("At least 12 characters. Three or four words in a row work well.")
NO_NEW_PASSWORD = _("Choose a password of at least 12 characters.")


def reword(
    field: forms.Field, label: "StrOrPromise", *, missing: "StrOrPromise", hint: "StrOrPromise" = ""
) -> None:
    """Set the field's label, hint and message, and remove its placeholder.

    A placeholder disappears as soon as people type, which is when they need it.
    """
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def reword_address(field: forms.Field, label: "StrOrPromise" = ADDRESS) -> None:
    reword(field, label, missing=NO_ADDRESS)
    field.widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    field.validators = address_rules()


def is_invited(request: HttpRequest) -> bool:
    """Return whether this visitor will go on to an invitation."""
    way_back = request.POST.get("next") or request.GET.get("next", "")
    try:
        return resolve(way_back).url_name == "accept_invitation"
    except Resolver404:
        return False


class SignUpForm(allauth.SignupForm):
    """Three fields: email address, password and business name.

    People with an invitation join an existing business, so they are not asked for a name.
    """

    business = NameField(
        label=_("Name of your business"),
        help_text=_("As your customers know it. It appears on your report."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your business.")},
    )
    field_order = ("email", "password1", "business")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_invited(running.request):
            del self.fields["business"]
        reword_address(self.fields["email"])
        reword(
            self.fields["password1"],
            _("Password"),
            hint=NEW_PASSWORD_HINT,
            missing=NO_NEW_PASSWORD,
        )

    def validate_unique_email(self, value: str) -> str:
        """Accept a known address, because an error would reveal that it has an account."""
        self.account_already_exists = User.objects.filter(email__iexact=value).exists()
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if not self.account_already_exists:
            return self.save(request), None
        get_adapter().send_account_already_exists_mail(self.cleaned_data["email"])
        return None, redirect("account_email_verification_sent")


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(self.fields["login"])
        reword(self.fields["password"], _("Password"), missing=NO_PASSWORD)


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(self.fields["email"])


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
        reword_address(self.fields["email"])


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
    pass


class SetPasswordForm(NewPasswordOnce, allauth.SetPasswordForm):
    pass


class ChangePasswordForm(NewPasswordOnce, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("Current password"), missing=NO_PASSWORD)


class ChangeAddressForm(allauth.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(self.fields["email"], _("New email address"))


class ProfileForm(EditMixin, forms.ModelForm):
    """The user's name, theme, time zone and shortcuts, and a language if there is a choice."""

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
            "name": _("Your name"),
            "theme": _("Colours"),
            "shortcuts": _("Use the keys 1 to 4, 0 and – to answer questions"),
        }
        help_texts = {"name": _("As your team knows you. It appears next to your changes.")}

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
