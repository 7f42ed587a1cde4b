"""The form in which an owner invites a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.outbox.delivery import address_rules
from assessment.parties.businesses.models import MEMBER_ROLES, Role


class InvitationForm(forms.Form):
    """The email address to invite, and the role to give."""

    email = forms.EmailField(
        label=_("Email address"),
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Enter the email address of the person to invite.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_("Editors answer and plan. Viewers can only read. Owners can do everything."),
        choices=list(reversed(MEMBER_ROLES)),
        initial=Role.EDITOR,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what this person can do."),
            "invalid_choice": _("Choose what this person can do."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].validators = address_rules()
