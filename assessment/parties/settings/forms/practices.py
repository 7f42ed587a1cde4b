"""The forms in which somebody begins a practice, and in which its people change it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.names import NameField
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, PracticeMail
from assessment.parties.consultancies.services import consultancy_values

LONGEST_NOTICE = timedelta(days=366)


class PracticeForm(forms.Form):
    """The name of a practice, which is all that it takes to begin."""

    name = NameField(
        label=_("Name of your practice"),
        help_text=_("As your clients know it. It appears on your reports."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your practice.")},
    )


class PracticeSettingsForm(EditMixin, PracticeForm):
    """The name, and from which day on people need two-step sign-in."""

    second_step_from = forms.DateField(
        label=_("Require two-step sign-in from"),
        help_text=_(
            "From this day, nobody without it sees a client. Leave this empty to require nothing."
        ),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "width-medium"}),
        error_messages={"invalid": _("Choose a day, or enter it like 2026-11-30.")},
    )

    def __init__(self, *args: Any, consultancy: Consultancy, **kwargs: Any) -> None:
        stored = consultancy_values(consultancy)
        super().__init__(*args, stored=stored, **{"initial": dict(stored), **kwargs})
        today = timezone.localdate()
        day = self.fields["second_step_from"]
        day.widget.attrs["min"] = min(today, consultancy.second_step_from or today).isoformat()
        # A day in the past may stay, but nobody should be locked out from one moment to another.
        self.limits = (
            MinValueValidator(today, _("Choose today or a later day.")),
            MaxValueValidator(today + LONGEST_NOTICE, _("Choose a day within a year.")),
        )

    def clean_second_step_from(self) -> Any:
        day = self.cleaned_data["second_step_from"]
        if day and day != self.stored["second_step_from"]:
            for limit in self.limits:
                limit(day)
        return day


class MailsForm(forms.Form):
    """Which emails about clients a person in a practice wants."""

    mails = forms.MultipleChoiceField(
        label=_("Email me when"),
        choices=PracticeMail.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the emails in the list.")},
    )

    def __init__(self, *args: Any, member: ConsultancyMember, **kwargs: Any) -> None:
        wanted = [mail for mail in PracticeMail.values if mail not in member.muted]
        super().__init__(*args, **{"initial": {"mails": wanted}, **kwargs})
