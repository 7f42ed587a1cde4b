"""The names of a tag and of a view."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.consulting.portfolio.models import LONGEST_LABEL
from assessment.foundation.parsing.names import NameField


class TagForm(forms.Form):
    """The tag to set."""

    tag = NameField(
        label=_("Tag"),
        max_length=LONGEST_LABEL,
        help_text=_("A word of your own, such as “Chamber 2026”. Only your practice sees it."),
        error_messages={"required": _("Enter a word for these clients.")},
        widget=forms.TextInput(attrs={"list": "known-tags"}),
    )


class ViewForm(forms.Form):
    """The name of a view."""

    view = NameField(
        label=_("Name of the view"),
        max_length=LONGEST_LABEL,
        help_text=_("Only you see it, above your list of clients."),
        error_messages={"required": _("Enter a name for these filters.")},
    )
