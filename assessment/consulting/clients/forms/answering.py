"""The form in which the client says yes or no to each suggested change."""

from collections.abc import Sequence

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.clients.forms.suggesting import LONGEST_LETTER
from assessment.consulting.clients.forms.texts import text_field

TAKE, LEAVE = "take", "leave"
ANSWERS = [(TAKE, _("Take it over")), (LEAVE, _("Leave it as it is"))]


class AnswerSuggestionForm(forms.Form):
    """Yes or no to each change, with nothing chosen at first, and a word back.

    Args:
        answerable: the positions and titles of the changes that can still be made.
        others: the positions of those that can't; they are left.
        leaves_all: whether every change is left, whatever was chosen.
    """

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        answerable: Sequence[tuple[int, str]],
        others: Sequence[int],
        leaves_all: bool,
    ) -> None:
        super().__init__(sent)
        self.positions = [position for position, _title in answerable]
        self.others = others
        self.leaves_all = leaves_all
        for position, title in answerable:
            self.fields[f"answer-{position}"] = forms.ChoiceField(
                label=_("Your answer to “%(title)s”") % {"title": title},
                choices=ANSWERS,
                required=not leaves_all,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say yes or no to this change.")},
            )
        self.fields["reply"] = text_field(_("A word back"), most=LONGEST_LETTER, rows=2)

    def field_of(self, position: int) -> BoundField | None:
        return self[f"answer-{position}"] if position in self.positions else None

    def taken(self) -> dict[int, bool]:
        """Return yes or no by position; the form must be valid."""
        given = {p: self.cleaned_data[f"answer-{p}"] for p in self.positions}
        answers = {p: said == TAKE and not self.leaves_all for p, said in given.items()}
        return answers | dict.fromkeys(self.others, False)

    def reply(self) -> str:
        return str(self.cleaned_data["reply"])
