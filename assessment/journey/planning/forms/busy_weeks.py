"""The form for marking a week as busy, and the one for a week that is not busy after all."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FURTHEST = timedelta(days=366)


class BusyWeekForm(forms.Form):
    """Any day of a week in which nothing should fall due, from the current week on."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The current week counts as a whole, even if the day chosen in it has passed.
        monday = today - timedelta(days=today.weekday())
        self.fields["day"] = forms.DateField(
            label=_("Any day in the week"),
            help_text=_("We take the whole week, from Monday to Sunday."),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "min": monday.isoformat()}
            ),
            error_messages={
                "required": _("Choose a day in the week."),
                "invalid": _("Choose a day, or enter it like 2026-11-30."),
            },
            validators=[
                MinValueValidator(monday, _("Choose a day in this week or a later one.")),
                MaxValueValidator(today + FURTHEST, _("Choose a day within a year.")),
            ],
        )


class FreeWeekForm(forms.Form):
    """The first day of a busy week that is not busy after all."""

    starts_on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
