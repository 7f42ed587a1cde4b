"""What people say about a business, their practice and whom they invite."""

from assessment.organisations.forms.branding import BrandForm
from assessment.organisations.forms.describing import (
    DescriptionForm,
    NamedDescriptionForm,
    SettingsForm,
)
from assessment.organisations.forms.inviting import InvitationForm

__all__ = [
    "BrandForm",
    "DescriptionForm",
    "InvitationForm",
    "NamedDescriptionForm",
    "SettingsForm",
]
