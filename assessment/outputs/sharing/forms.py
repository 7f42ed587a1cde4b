"""For whom a link to a result is, and how long it works."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.outbox.delivery import address_rules
from assessment.foundation.parsing.names import NameField

DAYS = [(7, _("A week")), (30, _("30 days")), (90, _("90 days"))]
USUAL_DAYS = 30


class ShareForm(forms.Form):
    """A name to tell links apart by, an address if we are to send it, and an end."""

    for_whom = NameField(
        label=_("For whom?"),
        help_text=_("Only you see this: it tells your links apart. For example: our bank."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write for whom the link is, so that you can tell your links apart."),
            "max_length": _("Write a shorter name, of at most 100 letters."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send the link there. Without an address you get it here, to pass on."),
        required=False,
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        choices=DAYS,
        coerce=int,
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how long the link works."),
            "invalid_choice": _("Choose how long the link works."),
        },
    )

    def __init__(self, *args: Any, verified: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verified = verified
        self.fields["email"].validators = address_rules()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("for_whom", "email", "days")

    def clean_email(self) -> str:
        """We write in somebody's name only once we know that their own address is theirs."""
        email: str = self.cleaned_data["email"]
        if email and not self.verified:
            raise forms.ValidationError(
                gettext(
                    "First confirm your own e-mail address. Or leave this empty and pass it on."
                )
            )
        return email
