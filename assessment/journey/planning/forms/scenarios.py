"""The form for naming a version of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.names import NameField
from assessment.journey.planning.models import Scenario

LONGEST_NAME = Scenario._meta.get_field("name").max_length  # noqa: SLF001 - public


class NameForm(forms.Form):
    """The name of a version."""

    name = NameField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": _(
                "Give the version a name, like “Quiet quarter”. Nothing has been saved yet."
            ),
            "max_length": _(
                "Shorten the name to 40 characters or fewer. Nothing has been saved yet."
            ),
        },
    )

    @property
    def problem(self) -> str:
        """The first error message for the name."""
        return str(next(iter(self.errors["name"])))
