"""The forms in which people are invited to a business and to a practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.addresses import AddressField
from assessment.parties.businesses.models import MEMBER_ROLES, Role
from assessment.parties.consultancies.models import ConsultancyRole


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


class ColleagueForm(InvitationForm):
    """The email address to invite to a practice, and the role to give."""

    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_("Admins also manage people and settings. Assistants see no private notes."),
        choices=[*ConsultancyRole.choices[1:], *ConsultancyRole.choices[:1]],
        initial=ConsultancyRole.CONSULTANT,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what this person can do."),
            "invalid_choice": _("Choose what this person can do."),
        },
    )
