"""The form in which a consultant edits the drafted summary of a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.clients.forms.texts import text_field
from assessment.consulting.clients.presenters.in_short import SummaryLine
from assessment.domain.limits import LONGEST_COMMENT
from assessment.foundation.parsing.edit_forms import EditMixin

LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One sentence with its field, and the tick for today's numbers if it is outdated."""

    line: SummaryLine
    text: BoundField
    renew: BoundField | None


class InShortForm(EditMixin, forms.Form):
    """A field for each drafted sentence, and one for the consultant's own words.

    Args:
        lines: the sentences in the summary, and those that could be.
        stored: the whole text as it is stored.
        own: what of it is the consultant's own.
        fresh: whether there is no summary yet, so that all drafts are proposed.
    """

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        lines: Sequence[SummaryLine],
        stored: str,
        own: str,
        fresh: bool,
    ) -> None:
        super().__init__(sent, stored={"text": stored})
        self.lines = lines
        for line in lines:
            proposed = line.draft.text if fresh and line.draft else line.says
            self.fields[f"text-{line.key}"] = text_field(
                line.draft.title if line.draft else _("No longer known"),
                most=LONGEST_SENTENCE,
                rows=2,
            )
            self.fields[f"text-{line.key}"].initial = proposed
            if line.outdated and line.draft:
                self.fields[f"renew-{line.key}"] = forms.BooleanField(
                    label=_("Use today’s sentence instead"), required=False
                )
        self.fields["own"] = text_field(
            _("In your own words"),
            most=LONGEST_COMMENT,
            rows=4,
            hint=_("It is printed below these sentences."),
        )
        self.fields["own"].initial = own

    @property
    def rows(self) -> list[SummaryRow]:
        return [
            SummaryRow(
                line=line,
                text=self[f"text-{line.key}"],
                renew=self[f"renew-{line.key}"] if f"renew-{line.key}" in self.fields else None,
            )
            for line in self.lines
        ]

    def _says(self, line: SummaryLine) -> str:
        if line.draft and self.cleaned_data.get(f"renew-{line.key}"):
            return line.draft.text
        return " ".join(str(self.cleaned_data[f"text-{line.key}"]).split())

    def values(self) -> dict[str, Any]:
        """Return the whole text: one sentence a line, then the consultant's own words."""
        own = "\n".join(str(self.cleaned_data["own"]).splitlines())
        return {"text": "\n".join(filter(None, [*map(self._says, self.lines), own]))}

    def sources(self) -> list[dict[str, str]]:
        """Return which numbers each sentence was made from.

        A sentence that was left as it is keeps the numbers it had, and so its mark.
        """
        return [
            {"key": line.key, "says": self._says(line), "fact": self._fact(line)}
            for line in self.lines
            if self._says(line)
        ]

    def _fact(self, line: SummaryLine) -> str:
        if line.outdated and self._says(line) == line.says:
            return line.fact
        return line.draft.text if line.draft else line.fact
