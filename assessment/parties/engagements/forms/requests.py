"""What a practice asks for, and what it makes for a client."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.parsing.addresses import AddressField
from assessment.foundation.parsing.names import NameField
from assessment.parties.businesses.models import TeamSize, Trade
from assessment.parties.consultancies.models import AccessLevel
from assessment.parties.engagements.forms.terms import TermsForm, level_field
from assessment.parties.engagements.models import NewClient, RequestedAccess
from assessment.parties.engagements.wording import FOR_PRACTICES

LONGEST_WORDS = 500
TOO_LONG_NAME = {"max_length": _("Shorten the name to 100 characters or fewer.")}


def usual_days(today: date) -> list[tuple[date, str]]:
    """Offer the end of the next quarter and a year."""
    next_quarter = Quarter.containing(today).next().ends_on
    year = Quarter.containing(today.replace(year=today.year + 1, day=1)).ends_on
    return [(day, day_in_year(day)) for day in (next_quarter, year)]


class AskForm(TermsForm):
    """The terms that a practice asks for, of whom, and with what note."""

    field_order = ("email", "business_name", "level", "until", "day", "words")

    email = AddressField(
        label=_("Owner’s email address"),
        help_text=_("We write to this address only."),
        missing=_("Enter the owner’s email address."),
    )
    business_name = NameField(
        label=_("Name of the business"),
        help_text=_("The owner can choose another name."),
        required=False,
        max_length=100,
        error_messages=TOO_LONG_NAME,
    )
    level = level_field(
        FOR_PRACTICES,
        label=_("What do you need to do?"),
        help_text=_("Ask for no more than you need. The owner may give less."),
        initial=AccessLevel.WORK,
    )
    words = forms.CharField(
        label=_("A word of your own"),
        help_text=_("Two sentences are plenty. They know you, not us."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Shorten your words to 500 characters or fewer.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        days = usual_days(today)
        super().__init__(
            *args, today=today, days=days, no_end=gettext("Until they end it"), **kwargs
        )
        self.fields["until"].initial = days[0][0].isoformat()
        self.fields["until"].help_text = _(
            "They can end it earlier. Both of you get an email seven days before."
        )

    def asked(self) -> RequestedAccess:
        """Return what is asked for; the form must be valid."""
        found = self.cleaned_data
        return RequestedAccess(
            email=found["email"],
            level=AccessLevel(found["level"]),
            ends_on=found["ends_on"],
            business_name=found.get("business_name", ""),
            words=found["words"],
        )


class HandOverBusinessForm(AskForm):
    """The same for a business that the practice made, which has its name already."""

    business_name = None  # type: ignore[assignment]


class PrepareForm(forms.Form):
    """A business for a client: its name, what it does, and how many work there."""

    name = NameField(
        label=_("Name of the business"),
        max_length=100,
        error_messages={"required": _("Enter the name of the business."), **TOO_LONG_NAME},
    )
    trade = forms.ChoiceField(
        label=_("What they do"),
        choices=[("", _("Choose one")), *Trade.choices],
        error_messages={
            "required": _("Choose what they do."),
            "invalid_choice": _("Choose what they do from the list."),
        },
    )
    team_size = forms.ChoiceField(
        label=_("How many people"),
        choices=TeamSize.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how many people work there."),
            "invalid_choice": _("Choose a number of people from the list."),
        },
    )
    owner_name = NameField(
        label=_("Owner’s name"),
        required=False,
        max_length=100,
        error_messages=TOO_LONG_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    knows = forms.BooleanField(
        label=_("The owner knows that I am setting this up, and wants it"),
        error_messages={"required": _("Ask the owner first, and then tick this.")},
    )

    def client(self) -> NewClient:
        """Return the business to make; the form must be valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "knows"}
        return NewClient(**given)
