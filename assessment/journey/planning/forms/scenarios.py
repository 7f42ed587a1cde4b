"""The name of a version of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.journey.planning.models import Scenario

LONGEST_NAME = Scenario._meta.get_field("name").max_length  # noqa: SLF001 - public


class NameForm(forms.Form):
    """What a version is called."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Give the version a name, like “Quiet quarter”. Nothing was kept yet."),
            "max_length": _("A name may have 40 letters at most. Nothing was kept yet."),
        },
    )

    @property
    def problem(self) -> str:
        """What is wrong with it, in a sentence."""
        return str(next(iter(self.errors["name"])))
