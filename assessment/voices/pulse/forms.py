"""Forms to start a round and to keep it open longer, and those in which staff answer."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.model.voice_texts import PulseItem
from assessment.foundation.formatting.dates import weekday
from assessment.foundation.formatting.numbers import spelt_out
from assessment.foundation.parsing.addresses import normal_address
from assessment.foundation.parsing.number_fields import NumberField
from assessment.voices.pulse.models import PulseRound, PulseWay
from assessment.voices.pulse.presenters import NOT_SAID, Choices
from assessment.voices.pulse.tokens import as_code

USUAL_LENGTH, TIME_TO_TELL = timedelta(days=14), timedelta(days=7)
SHORTEST, LONGEST = timedelta(days=5), timedelta(days=60)
MOST_PEOPLE = 60
MOST_WORDS = 280
MOST_TYPED = 20_000
"""Of the list of addresses, in characters."""


# ---- rounds


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "width-medium"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Choose a day, or enter it like 2026-12-04."),
        },
    )


class DaysForm(forms.Form):
    """The last day of a round, and the day by which the team sees the result."""

    closes_on = day_field(
        _("When does it close?"),
        _("At least five days from now, so that people who work at weekends get a chance."),
    )
    shows_on = day_field(
        _("When will you show the team?"), _("They’re told this day before they answer.")
    )

    earliest: date
    latest: date

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < self.earliest:
            raise ValidationError(
                gettext("Choose %(day)s or a later day.") % {"day": weekday(self.earliest)}
            )
        if closes_on > self.latest:
            raise ValidationError(
                gettext("Choose %(day)s or an earlier day.") % {"day": weekday(self.latest)}
            )
        return closes_on

    def clean_shows_on(self) -> date:
        shows_on: date = self.cleaned_data["shows_on"]
        closes_on = self.cleaned_data.get("closes_on")
        if closes_on and shows_on < closes_on:
            raise ValidationError(gettext("Choose a day on or after the one on which it closes."))
        if closes_on and shows_on > closes_on + LONGEST:
            raise ValidationError(gettext("Choose a day within two months of that one."))
        return shows_on


WAYS = {
    PulseWay.MAIL: _(
        "Each link works once. We send them, remind once, and then delete the addresses."
    ),
    PulseWay.POSTER: _(
        "For the back room. We can’t tell if someone answers twice, so it stops at that number."
    ),
}


class WaySelect(forms.RadioSelect):
    """The ways as cards with a sentence each."""

    sentences = WAYS

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return option | {"sentence": self.sentences[value]}


class RoundForm(DaysForm):
    """Who is asked, how, and until when."""

    field_order = ("people", "way", "addresses", "closes_on", "shows_on", "reminds")

    people = NumberField(
        label=_("How many people will you ask?"),
        help_text=_(
            "Everybody who meets customers, you left out. We need it to say “4 of 7 have answered”."
        ),
        says=_("Enter how many people you’ll ask, as a whole number up to 60."),
        most=MOST_PEOPLE,
        least=1,
    )
    way = forms.ChoiceField(
        label=_("How do you want to ask them?"),
        choices=PulseWay.choices,
        initial=PulseWay.MAIL,
        widget=WaySelect,
        error_messages={
            "required": _("Choose how you want to ask them."),
            "invalid_choice": _("Choose how you want to ask them."),
        },
    )
    addresses = forms.CharField(
        label=_("Email addresses"),
        help_text=_(
            "One on each line. They’re never stored beside an answer, and they’re gone when the "
            "round closes."
        ),
        required=False,
        max_length=MOST_TYPED,
        widget=forms.Textarea(
            attrs={
                "rows": 5,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"max_length": _("Enter up to 60 addresses.")},
    )
    reminds = forms.BooleanField(
        label=_("Remind everybody once, three days before it closes"), required=False, initial=True
    )

    def __init__(
        self, sent: Mapping[str, Any] | None, *, today: date, threshold: int, verified: bool
    ) -> None:
        closes_on = today + USUAL_LENGTH
        days = {"closes_on": closes_on, "shows_on": closes_on + TIME_TO_TELL}
        super().__init__(sent, initial=days)
        self.earliest, self.latest = today + SHORTEST, today + LONGEST
        self.threshold, self.verified = threshold, verified

    def clean_people(self) -> int:
        people = int(self.cleaned_data["people"])
        if people < self.threshold:
            raise ValidationError(
                gettext("With fewer than %(count)s people, a team talk works better.")
                % {"count": spelt_out(self.threshold)}
            )
        return people

    def clean_addresses(self) -> tuple[str, ...]:
        """Return the addresses in normal form, each once; none for a poster."""
        if self.cleaned_data.get("way") != PulseWay.MAIL:
            return ()
        lines = [line for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        found = tuple(dict.fromkeys(_address(line) for line in lines))
        if not found:
            raise ValidationError(gettext("Enter the addresses of the people you’ll ask."))
        people = self.cleaned_data.get("people", len(found))
        if people != len(found):
            raise ValidationError(
                gettext("You’ll ask %(people)d people, but there are %(count)d addresses.")
                % {"people": people, "count": len(found)}
            )
        if not self.verified:
            raise ValidationError(
                gettext("Please confirm your own email address first, or use a poster.")
            )
        return found


def _address(line: str) -> str:
    try:
        return normal_address(line)
    except ValidationError as fault:
        raise ValidationError(
            gettext("“%(line)s” isn’t an email address: %(why)s"),
            params={"line": line.strip()[:80], "why": " ".join(fault.messages)},
        ) from fault


class ExtendForm(DaysForm):
    """A later last day for a round that is open."""

    def __init__(self, sent: QueryDict | None, *, found: PulseRound) -> None:
        closes_on = found.closes_on + timedelta(days=7)
        days = {"closes_on": closes_on, "shows_on": max(found.shows_on, closes_on)}
        super().__init__(sent, initial=days)
        self.fields["closes_on"].help_text = ""
        self.fields["closes_on"].label = _("New last day")
        self.earliest = found.closes_on + timedelta(days=1)
        self.latest = found.started_on + LONGEST


# ---- answering


class CodeOfPosterForm(forms.Form):
    """The code printed on a poster."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Nine letters and digits, like r7k-2m9-txq."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "width-medium",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Enter the code on the poster."),
            "max_length": _("Enter the nine letters and digits of the code."),
        },
    )

    def clean_code(self) -> str:
        code = as_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(gettext("Enter the nine letters and digits of the code."))
        return code


class AnswerOneForm(forms.Form):
    """One question of the pulse."""

    a = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a sentence, or “I’d rather not say”"),
            "invalid_choice": _("Choose a sentence, or “I’d rather not say”"),
        },
    )

    def __init__(self, sent: QueryDict | None, *, item: PulseItem, chosen: str) -> None:
        super().__init__(sent, initial={"a": chosen})
        steps = [(str(step), anchor) for step, anchor in enumerate(item.anchors)]
        self.steps = steps
        self.fields["a"].choices = [*steps, (NOT_SAID, _("I’d rather not say"))]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        return str(self["a"].value() or "")


class OwnWordsField(forms.CharField):
    """Words whose line breaks count as one character, as browsers count and limit them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class LastWordsForm(forms.Form):
    """What somebody wants to add; nobody has to."""

    words = OwnWordsField(
        label=_("In your own words"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MOST_WORDS, "autocomplete": "off"}),
        error_messages={"max_length": _("Shorten it to 280 characters or fewer.")},
    )


class SignedChoices:
    """What travels in the form from page to page, so that the server keeps nothing.

    It is signed for one link, without a time. Somebody who changes it begins again.
    """

    def __init__(self, items: Sequence[PulseItem], secret: str) -> None:
        self.items = items
        self.signer = Signer(salt=f"assessment.voices.pulse.choices {secret}")

    def written(self, choices: Choices) -> str:
        kept = [list(choices.chosen), choices.words, choices.changing]
        return self.signer.sign_object(kept, compress=True)

    def read(self, sent: str) -> Choices:
        try:
            chosen, words, changing = self.signer.unsign_object(sent)
        except (BadSignature, ValueError):
            return Choices.none(self.items)
        if len(chosen) != len(self.items):
            return Choices.none(self.items)
        return Choices(chosen=tuple(chosen), words=words, changing=changing)
