"""What is asked for or given: a level, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.parties.consultancies.models import AccessLevel, Engagement
from assessment.parties.engagements.models import Terms
from assessment.parties.engagements.queries import access_values
from assessment.parties.engagements.wording import FOR_OWNERS

NO_END, OTHER_DAY = "none", "other"
TEN_YEARS = timedelta(days=3653)
CHOOSE_LEVEL = _("Choose what they can do.")
CHOOSE_UNTIL = _("Choose until when.")


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=_("Last day"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "width-medium"}),
        error_messages={"invalid": _("Choose a day, or enter it like 2027-03-31.")},
        **kwargs,
    )


class LevelSelect(forms.RadioSelect):
    """The levels as cards with a sentence each; `asked` is the one that was asked for."""

    def __init__(self, sentences: Mapping[str, Promise], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sentences, self.asked = sentences, ""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return option | {"sentence": self.sentences[value], "is_asked": value == self.asked}


def level_field(sentences: Mapping[str, Promise], **kwargs: Any) -> forms.ChoiceField:
    """Return the choice of a level; the sentence below each comes from `sentences`."""
    return forms.ChoiceField(
        widget=LevelSelect(sentences),
        choices=AccessLevel.choices,
        error_messages={"required": CHOOSE_LEVEL, "invalid_choice": CHOOSE_LEVEL},
        **kwargs,
    )


def refuse_a_bad_day(found: date, today: date) -> None:
    """Raise a ValidationError unless the last day is still to come."""
    if found <= today:
        raise forms.ValidationError(
            gettext("The last day must be after today, %(day)s.") % {"day": day_in_year(today)}
        )
    if found > today + TEN_YEARS:
        raise forms.ValidationError(gettext("Choose a day within ten years."))


class FlowingChips(forms.RadioSelect):
    """Chips in a line instead of columns, because days are too long for two columns on a phone."""

    flows = True


class TermsForm(forms.Form):
    """A level, and one of some days, another day or no end."""

    level = level_field(
        FOR_OWNERS,
        label=_("What may they do?"),
        help_text=_("Give no more than they need. You can change it later."),
    )
    until = forms.ChoiceField(
        label=_("Until when?"),
        help_text=_("You can end it earlier. Both of you get an email seven days before."),
        widget=FlowingChips,
        error_messages={"required": CHOOSE_UNTIL, "invalid_choice": CHOOSE_UNTIL},
    )
    day = day_field(help_text=_("Only if you chose another day."))

    def __init__(
        self, *args: Any, today: date, days: Sequence[tuple[date, str]], no_end: str, **kwargs: Any
    ) -> None:
        """Offer these days with their labels, and `no_end` for access without a last day."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].choices = [  # type: ignore[attr-defined]
            *((found.isoformat(), words) for found, words in days),
            (NO_END, no_end),
            (OTHER_DAY, gettext("Another day")),
        ]
        self.fields["day"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    def clean(self) -> dict[str, Any]:
        """Find the last day among the choices; a day that was typed must be still to come."""
        given: dict[str, Any] = super().clean() or {}
        chosen, typed = given.get("until"), given.get("day")
        given["ends_on"] = None
        if chosen == OTHER_DAY and "day" not in self.errors:
            self._take_typed_day(given, typed)
        elif chosen and chosen not in {NO_END, OTHER_DAY}:
            given["ends_on"] = date.fromisoformat(chosen)
        return given

    def _take_typed_day(self, given: dict[str, Any], typed: date | None) -> None:
        if typed is None:
            self.add_error("day", gettext("Enter the last day."))
            return
        try:
            refuse_a_bad_day(typed, self.today)
        except forms.ValidationError as fault:
            self.add_error("day", fault)
        given["ends_on"] = typed

    def terms(self) -> Terms:
        """Return what was given; the form must be valid."""
        found = self.cleaned_data
        return Terms(
            level=AccessLevel(found["level"]),
            ends_on=found["ends_on"],
            counts=found.get("counts", False),
        )


class ChangeAccessForm(EditMixin, forms.Form):
    """The level and the last day of an access that has been given."""

    level = level_field(FOR_OWNERS, label=_("What may they do?"))
    ends_on = day_field(help_text=_("Leave it empty to let them in until you end it."))

    def __init__(self, *args: Any, engagement: Engagement, today: date, **kwargs: Any) -> None:
        stored = access_values(engagement)
        super().__init__(*args, stored=stored, initial=stored, **kwargs)
        self.today, self.before = today, engagement.ends_on

    def clean_ends_on(self) -> date | None:
        found: date | None = self.cleaned_data["ends_on"]
        if found and found != self.before:
            refuse_a_bad_day(found, self.today)
        return found
