"""The form in which an owner invites a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.addresses import AddressField
from assessment.parties.businesses.models import MEMBER_ROLES, Role


class InvitationForm(forms.Form):
    """The email address to invite, and the role to give."""

    email = AddressField(missing=_("Enter the email address of the person to invite."))
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
