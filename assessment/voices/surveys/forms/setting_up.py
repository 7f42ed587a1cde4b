"""What a survey asks, and why somebody's words are hidden."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.names import NameField
from assessment.voices.surveys.models import LONGEST_REASON, QUESTIONS, Survey


class QuestionsForm(EditMixin, forms.Form):
    """Which questions customers are asked beside the first."""

    asks_outcomes = forms.BooleanField(
        label=_("What did they want to get done, and what got in the way?"), required=False
    )
    asks_sentences = forms.BooleanField(
        label=_("Five short sentences, one for each area of your check"), required=False
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        now = {name: getattr(survey, name) for name in QUESTIONS}
        super().__init__(*args, stored=now, initial=now, **kwargs)


class HideForm(forms.Form):
    """Why an answer's text is hidden."""

    reason = NameField(
        label=_("Why are they hidden?"),
        help_text=_("Only owners see this. For example: it names somebody in the team."),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Say why, so that you still know later."),
            "max_length": _("Shorten the reason to 200 characters or fewer."),
        },
    )
