"""The form with the questions to answer again; it shows no earlier answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.domain.model.answers import NOT_COME_UP, SET_ASIDE
from assessment.journey.questionnaire.presenters import choices_of
from assessment.journey.retests.queries.asked_again import AskedAgain


class RetestForm(forms.Form):
    """A few questions, with the same answers as in the check."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: AskedAgain) -> None:
        super().__init__(data)
        self.asked = asked
        for practice in asked.practices:
            anchors, others = choices_of(asked.model, practice)
            self.fields[practice.code] = forms.ChoiceField(
                label=practice.short,
                choices=anchors + others,
                error_messages={
                    "required": _("Choose the sentence that fits best, or “I’m not sure”"),
                    "invalid_choice": _("Choose one of the sentences on this page"),
                },
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield what the page shows of each question."""
        for practice in self.asked.practices:
            anchors, others = choices_of(self.asked.model, practice)
            field = self[practice.code]
            yield {
                "practice": practice,
                "value": field,
                "anchors": anchors,
                "others": others,
                "chosen": field.value() or "",
            }

    def answers(self) -> dict[str, str]:
        """Return the valid answers by code, as they are stored."""
        return {
            code: SET_ASIDE if value == NOT_COME_UP else value
            for code, value in self.cleaned_data.items()
        }
