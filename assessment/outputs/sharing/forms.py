"""The form for a new link to a result: who it is for, and how long it works."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.addresses import AddressField
from assessment.foundation.parsing.names import NameField

DAYS = [(7, _("A week")), (30, _("30 days")), (90, _("90 days"))]
USUAL_DAYS = 30


class ShareForm(forms.Form):
    """A name to tell links apart, an email address if we are to send it, and a duration."""

    for_whom = NameField(
        label=_("Who is it for?"),
        help_text=_(
            "Readers don’t see this. It helps you tell your links apart. For example: our bank."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say who the link is for, so that you can tell your links apart."),
            "max_length": _("Shorten the name to 100 characters or fewer."),
        },
    )
    email = AddressField(
        help_text=_(
            "We’ll send the link there. Leave this empty to get the link here and pass it on."
        ),
        required=False,
    )
    days = forms.TypedChoiceField(
        label=_("How long should it work?"),
        choices=DAYS,
        coerce=int,
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how long the link should work."),
            "invalid_choice": _("Choose how long the link should work."),
        },
    )

    def __init__(self, *args: Any, verified: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verified = verified
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("for_whom", "email", "days")

    def clean_email(self) -> str:
        """Send email in someone's name only if they have confirmed their own address."""
        email: str = self.cleaned_data["email"]
        if email and not self.verified:
            raise forms.ValidationError(
                gettext(
                    "Please confirm your own email address first. "
                    "Or leave this empty and pass the link on."
                )
            )
        return email
