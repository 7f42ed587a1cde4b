"""The form that customers fill in: native radio buttons and plain text, with or without scripts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.foundation.links.keys import new_key
from assessment.voices.surveys.models import LONGEST_WORDS, Survey
from assessment.voices.surveys.presenters.given import GivenAnswer

CANNOT_SAY = "cannot_say"
TOO_LONG = _("Shorten this to 2,000 characters or fewer. Nothing you wrote is lost.")
LONGEST_PAGE = 40


class CustomerForm(forms.Form):
    """What one customer answers.

    `page` names the page that was sent, so that a double click counts once. `again` says that
    somebody else answers in the same browser.
    """

    page = forms.CharField(required=False, max_length=LONGEST_PAGE, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        survey: Survey,
        texts: CustomerSurvey,
        typed: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> None:
        """Ask what the survey asks; `typed` is shown as it was sent, without any error."""
        # A page that is shown again is another page, whatever was sent before.
        first = {**(typed or {}), "page": new_key()}
        super().__init__(data, initial=first | ({"again": "on"} if again else {}))
        self.texts = texts
        self.sentences = {item.key: item for item in texts.mirror_items}
        self.asks_sentences = survey.asks_sentences
        ask = texts.recommend
        self.fields["recommend"] = forms.TypedChoiceField(
            label=ask.text,
            choices=[(number, str(number)) for number in range(ask.min, ask.max + 1)],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose a number from 0 to 10"),
                "invalid_choice": _("Choose a number from 0 to 10"),
            },
        )
        self.fields["why"] = words_field(texts.why.text, rows=3)
        if survey.asks_outcomes:
            self.fields["wanted"] = words_field(texts.outcomes.wanted, hint=texts.outcomes.hint)
            self.fields["unwanted"] = words_field(texts.outcomes.unwanted)
        for place, item in enumerate(texts.mirror_items if survey.asks_sentences else ()):
            labels = [*enumerate(texts.scale.labels), (CANNOT_SAY, texts.scale.cannot_say)]
            self.fields[f"sentence-{place}"] = forms.ChoiceField(
                label=item.text,
                choices=labels,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the words")},
            )

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("why", "wanted", "unwanted") if name in self.fields]

    @property
    def sentence_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("sentence-")]

    @property
    def has_sentences_chosen(self) -> bool:
        """Whether any of the sentences was answered, or has an error: then they are unfolded."""
        return any(field.value() or field.errors for field in self.sentence_fields)

    def given(self) -> GivenAnswer:
        """Return the answer; the form must be valid."""
        data = self.cleaned_data
        chosen = {
            key: data.get(f"sentence-{place}", "") for place, key in enumerate(self.sentences)
        }
        return GivenAnswer(
            recommend=data["recommend"],
            why=data["why"],
            wanted=data.get("wanted", ""),
            unwanted=data.get("unwanted", ""),
            sentences={key: int(step) for key, step in chosen.items() if step.isdecimal()},
        )


def words_field(label: str, *, hint: str = "", rows: int = 2) -> forms.CharField:
    """Return a field for a customer's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST_WORDS,
        # The browser must not stop anybody in mid-sentence, so it is not told the limit.
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
        error_messages={"max_length": TOO_LONG},
    )
