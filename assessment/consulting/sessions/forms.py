"""Forms of a session: how long it takes, a point, a code, and the names that sign."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.sessions.models import PointKind
from assessment.consulting.sessions.queries import NewPoint, Signing
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.links.keys import KEY_LETTERS
from assessment.foundation.parsing.names import NameField, one_line

LENGTHS = [(30, _("30 minutes")), (60, _("An hour")), (90, _("An hour and a half"))]
USUAL_LENGTH = 60
LONGEST_POINT, LONGEST_PERSON = 100, 40
MOST_PEOPLE = 6
YEARS_AHEAD = 2
TOO_LONG = _("Shorten it to %(limit_value)s characters or fewer.")


class StartForm(forms.Form):
    """How long the session is to take."""

    minutes = forms.TypedChoiceField(
        label=_("How long do you have?"),
        help_text=_("Only you see the time. Each area gets the same share of it."),
        choices=LENGTHS,
        coerce=int,
        initial=USUAL_LENGTH,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how long the session should take.")
        ),
    )


def short_text(label: Any, *, most: int, missing: Any = "", hint: Any = "") -> NameField:
    """Return a field for one line; without `missing`, it may stay empty."""
    return NameField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


class AgreedForm(forms.Form):
    """An action that was agreed.

    Args:
        today: the first day by which it can be done; the last is two years later.
    """

    kind = PointKind.AGREED
    text = short_text(
        _("What did you agree on?"), most=LONGEST_POINT, missing=_("Write down what to do.")
    )
    who = short_text(_("Who does it"), most=LONGEST_PERSON)
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Choose a day, or enter it like 2026-11-30.")},
    )

    def __init__(self, sent: QueryDict | None = None, *, today: date) -> None:
        super().__init__(sent, prefix=self.kind)
        self.first, self.last = today, date_in_years(today, YEARS_AHEAD)
        self.fields["due_on"].widget.attrs |= {"min": str(self.first), "max": str(self.last)}

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on and not self.first <= due_on <= self.last:
            words = _("Choose a day between today and %(day)s.") % {"day": day_in_year(self.last)}
            raise forms.ValidationError(words)
        return due_on

    def point(self) -> NewPoint:
        return NewPoint(kind=self.kind, **self.cleaned_data)


class LaterForm(forms.Form):
    """Something that is left for later."""

    kind = PointKind.LATER
    text = short_text(
        _("What is left for later?"),
        most=LONGEST_POINT,
        missing=_("Write down what you leave for later."),
    )

    def __init__(self, sent: QueryDict | None = None) -> None:
        super().__init__(sent, prefix=self.kind)

    def point(self) -> NewPoint:
        return NewPoint(kind=self.kind, **self.cleaned_data)


def point_form(
    kind: PointKind, sent: QueryDict | None = None, *, today: date
) -> AgreedForm | LaterForm:
    """Return the form that writes down a point of this kind."""
    return AgreedForm(sent, today=today) if kind == PointKind.AGREED else LaterForm(sent)


def date_in_years(day: date, years: int) -> date:
    """Return the same day some years later; 28 February for a leap day that isn't there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class CodeForm(forms.Form):
    """The code that opens the shared screen on this device."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Eight letters and digits. It’s on your consultant’s page."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "width-medium",
            }
        ),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self) -> str:
        """Return the code however it was typed: in capitals, or with spaces and dashes."""
        typed = str(self.cleaned_data["code"]).lower()
        return "".join(letter for letter in typed if letter in KEY_LETTERS)

    def refuse(self) -> None:
        """Say that the code opens nothing, whatever the reason."""
        self.add_error("code", _("This code doesn’t work. Ask your consultant for a new one."))


class SigningForm(forms.Form):
    """Who was there, and the names that both sides type to confirm what was agreed."""

    present = forms.CharField(
        label=_("Who was there?"),
        help_text=_("One name a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down who was there.")},
    )
    for_practice = short_text(
        _("Your name, for your practice"),
        most=LONGEST_PERSON,
        missing=_("Type your name to sign."),
        hint=_("You sign by typing it."),
    )
    for_business = short_text(
        _("Your client’s name, for the business"),
        most=LONGEST_PERSON,
        missing=_("Ask your client to type their name to sign."),
        hint=_("Your client types it here, after reading the page above."),
    )

    def clean_present(self) -> tuple[str, ...]:
        names = [one_line(line) for line in str(self.cleaned_data["present"]).splitlines()]
        found = tuple(filter(None, names))
        if not found:
            raise forms.ValidationError(self.fields["present"].error_messages["required"])
        if len(found) > MOST_PEOPLE or any(len(name) > LONGEST_PERSON for name in found):
            raise forms.ValidationError(
                _("Write at most 6 names, each with 40 characters or fewer.")
            )
        return found

    def signing(self) -> Signing:
        return Signing(**self.cleaned_data)
