"""The forms for asking, accepting, answering apart and settling."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.domain.model.answers import NOT_COME_UP, SET_ASIDE
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.presenters import choices_of
from assessment.voices.second_opinions.models import LONGEST_WORD, SecondAnswer
from assessment.voices.second_opinions.queries.comparison import AnswerPair
from assessment.voices.second_opinions.queries.entries import Agreement, ApartTerms, SecondSave
from assessment.voices.second_opinions.queries.opinions import Opinion

NOT_YET = "not_yet"
LOST_TRACK = _("We couldn’t tell which answer you saw. Your choice is still here: save it again.")
OTHER_WINDOW = _("This answer was changed in another window. Save again to use yours instead.")
SETTLED = _("%(name)s has just settled this. Save again to use yours instead.")
WHY_ASIDE = _("Say in a few words why it doesn’t apply")


class AskSecondForm(forms.Form):
    """Whom to ask, and whether pairs of answers may count."""

    person = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whom to ask"),
            "invalid_choice": _("Choose somebody from the list"),
        },
    )
    counts = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Sequence[User]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, str(person)) for key, person in self.people.items()]
        cast("forms.ChoiceField", self.fields["person"]).choices = choices

    @property
    def asked(self) -> User:
        return self.people[self.cleaned_data["person"]]


class AcceptForm(forms.Form):
    """That the person has seen nothing, and whether pairs of answers may count."""

    unseen = forms.BooleanField(required=False)
    counts = forms.BooleanField(required=False)

    def terms(self) -> ApartTerms:
        given = self.cleaned_data
        return ApartTerms(unseen=given["unseen"], counts=given["counts"])


class SaveForm(forms.Form):
    """A save of one question, with the revision that its page showed."""

    revision = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), LOST_TRACK),
    )

    def move_errors(self) -> None:
        """Report an error of a hidden field at the visible one, and build on what is stored."""
        if self.has_error("revision"):
            self.errors.pop("revision")
            self.build_on(self.initial["revision"], str(LOST_TRACK))

    def build_on(self, revision: int, why: str) -> None:
        """Say why nothing was saved; the next save builds on this revision."""
        self.add_error("value", why)
        self.data = {name: self.data.get(name) for name in self.data} | {
            self.add_prefix("revision"): str(revision),
        }


class ApartForm(SaveForm):
    """One question, with the same answers as in the check; `shown` is the one chosen so far."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    value = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose one of the sentences on this page")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        model: MaturityModel,
        practice: Practice,
        stored: SecondAnswer,
    ) -> None:
        shown = {
            "value": _as_choice(practice, stored.value),
            "shown": _as_choice(practice, stored.value),
            "revision": stored.revision,
        }
        super().__init__(data, prefix=practice.code, initial=shown)
        self.practice, self.model = practice, model
        self.anchors, self.others = choices_of(model, practice)
        cast("forms.ChoiceField", self.fields["value"]).choices = self.anchors + self.others

    @property
    def chosen(self) -> str:
        return str(self["value"].value() or "")

    @property
    def is_new(self) -> bool:
        """Whether an answer was chosen that differs from the one that the page showed.

        An untouched answer that was changed in another window is not a conflict.
        """
        return self.chosen not in {"", str(self["shown"].value() or "")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.move_errors()
        return cleaned

    def explain_other_window(self, stored: SecondAnswer) -> None:
        """Say that another window saved another answer; saving again replaces it."""
        self.build_on(stored.revision, str(OTHER_WINDOW))
        shown = _as_choice(self.practice, stored.value)
        self.data = {**self.data, self.add_prefix("shown"): shown}

    def save(self) -> SecondSave:
        given = self.cleaned_data
        return SecondSave(
            practice=self.practice.code,
            value=_as_stored(given["value"]),
            seen=given["revision"],
        )


class SettlementForm(SaveForm):
    """What both agree on for one question, or that they don't agree yet, with a word why."""

    value = forms.ChoiceField(
        error_messages={
            "required": _("Choose what you agree on, or “We don’t agree yet”"),
            "invalid_choice": _("Choose one of the answers on this page"),
        }
    )
    word = forms.CharField(
        required=False,
        widget=forms.Textarea,
        max_length=LONGEST_WORD,
        error_messages={"max_length": _("Keep it to 500 characters. Your text is still here.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, opinion: Opinion, pair: AnswerPair
    ) -> None:
        practice, before = pair.practice, pair.settlement
        shown = {
            "value": (_as_choice(practice, before.value) or NOT_YET) if before else "",
            "word": before.word if before else "",
            "revision": before.revision if before else 0,
        }
        super().__init__(data, prefix=practice.code, initial=shown)
        anchors, others = choices_of(opinion.model, practice)
        self.pair, self.words = pair, dict(anchors + others)
        both = _as_choice(practice, pair.first), _as_choice(practice, pair.second)
        self.first, self.second = both
        self.rest = [(value, words) for value, words in anchors + others if value not in both]
        choices = [*anchors, *others, (NOT_YET, NOT_YET)]
        cast("forms.ChoiceField", self.fields["value"]).choices = choices

    @property
    def chosen(self) -> str:
        return str(self["value"].value() or "")

    @property
    def first_words(self) -> str:
        return self.words[self.first]

    @property
    def second_words(self) -> str:
        return self.words[self.second]

    @property
    def is_among_rest(self) -> bool:
        return self.chosen in dict(self.rest)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") == SET_ASIDE and not cleaned.get("word", "").strip():
            self.add_error("word", WHY_ASIDE)
        self.move_errors()
        return cleaned

    def agreement(self) -> Agreement:
        given = self.cleaned_data
        value = "" if given["value"] == NOT_YET else _as_stored(given["value"])
        return Agreement(
            practice=self.pair.practice.code,
            value=value,
            word=given["word"].strip(),
            seen=given["revision"],
        )


def _as_choice(practice: Practice, value: str) -> str:
    """Return a stored value as the choice that the page offers for it."""
    return NOT_COME_UP if value == SET_ASIDE and practice.event else value


def _as_stored(choice: str) -> str:
    return SET_ASIDE if choice == NOT_COME_UP else choice
