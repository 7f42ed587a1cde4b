"""What the page of a file shows: how many rows are ready, and some of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.voices.surveys.models import AnswerList
from assessment.voices.surveys.presenters.judging import JudgedAnswers, ReadRow
from assessment.voices.surveys.wording import files as wording

FIRST_READY = 3
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerListPage:
    """A file before its answers are brought in; `full` shows more of its rows."""

    answer_list: AnswerList
    found: JudgedAnswers
    full: bool

    @property
    def heading(self) -> str:
        return wording.ready_heading(self.ready, self.left_out)

    @property
    def ready(self) -> int:
        return len(self.found.ready)

    @property
    def left_out(self) -> int:
        return len(self.found.left_out)

    @property
    def known(self) -> str:
        return wording.known_already(len(self.found.known))

    @property
    def button(self) -> str:
        return wording.bring_these_in(self.ready)

    @property
    def lines(self) -> Sequence[ReadRow]:
        """The rows that need somebody, then the first of the others."""
        ready = self.found.ready if self.full else self.found.ready[:FIRST_READY]
        return [*self.found.left_out, *self.found.known, *ready][:MOST_SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether a longer page would show more rows."""
        return not self.full and len(self.lines) < len(self.found.lines)

    @property
    def caption(self) -> str:
        return wording.shown_of(len(self.lines), len(self.found.lines))

    @property
    def settled(self) -> Sequence[tuple[str, int]]:
        """Which column is where, to be sent with the answers."""
        return list(self.answer_list.columns.items())

    @property
    def others(self) -> str:
        """The names of the columns that are not read."""
        used = set(self.answer_list.columns.values())
        heads = enumerate(self.answer_list.table[0])
        return ", ".join(f"“{head}”" for place, head in heads if head and place not in used)
