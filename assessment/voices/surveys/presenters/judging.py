"""What happens to each row of a file: ready, here already, or left out with a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.domain.limits import FIRST_DAY
from assessment.foundation.uploads.tables import Row
from assessment.voices.surveys.models import LEAST, LONGEST_WORDS, MOST, AnswerColumn, AnswerList
from assessment.voices.surveys.queries.files import day_in, month_comes_first, number_in
from assessment.voices.surveys.wording.files import RowFault, fault

AnswerKey = tuple[date, int, str]
"""A day, a number and a reason: what two rows have in common that can't be told apart."""


class RowKind(StrEnum):
    """What happens to a row."""

    LEFT_OUT = "left_out"
    KNOWN = "known"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One row: its number in the file, what it says, and what happens to it.

    `answer` is set for every row that can be read.
    """

    number: int
    row: Row
    day: str
    recommend: str
    why: str
    kind: RowKind
    answer: AnswerKey | None = None
    problem: str = ""

    @property
    def answered_on(self) -> date | None:
        """The day as we read it, such as 4 October for 4/10/2026; None if the row is left out."""
        return self.answer[0] if self.answer else None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswers:
    """All rows of a file that are not empty.

    `month_first` says how days such as 3/4/2026 were read, and None if there is none.
    """

    lines: Sequence[ReadRow]

    def of(self, kind: RowKind) -> list[ReadRow]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def ready(self) -> list[ReadRow]:
        return self.of(RowKind.READY)

    @property
    def left_out(self) -> list[ReadRow]:
        return self.of(RowKind.LEFT_OUT)

    @property
    def known(self) -> list[ReadRow]:
        return self.of(RowKind.KNOWN)


class _Unreadable(Exception):
    """A row can't be brought in."""

    def __init__(self, which: RowFault, **facts: object) -> None:
        super().__init__(which)
        self.said = fault(which, **facts)


def judged_answers(
    answer_list: AnswerList, known: Counter[AnswerKey], *, today: date, american: bool
) -> JudgedAnswers:
    """Say what happens to each row, as the columns are settled now.

    Two customers may well choose the same number on the same day without a word. So a row is here
    already only if as many equal answers were brought in before as the file has had so far.

    Args:
        known: how many answers of each kind were brought in from files before.
        today: the last day that an answer can have.
        american: whether 3/4/2026 is usually the 4th of March where the business is.
    """
    columns = answer_list.columns
    rows = [(number, row) for number, row in enumerate(answer_list.table[1:], 2) if any(row)]
    days = [_cell(row, columns, AnswerColumn.DAY) for _, row in rows]
    month_first = month_comes_first(days, usual=american)
    left = Counter(known)
    lines = []
    for number, row in rows:
        day, recommend, why = (_cell(row, columns, column) for column in AnswerColumn)
        said = {"number": number, "row": row, "day": day, "recommend": recommend, "why": why}
        try:
            answer = (_day(day, today, month_first), _number(recommend), _words(why))
        except _Unreadable as trouble:
            lines.append(ReadRow(**said, kind=RowKind.LEFT_OUT, problem=trouble.said))
            continue
        kind = RowKind.KNOWN if left[answer] > 0 else RowKind.READY
        left[answer] -= 1
        lines.append(ReadRow(**said, kind=kind, answer=answer))
    return JudgedAnswers(lines=lines)


def _cell(row: Row, columns: dict[str, int], column: AnswerColumn) -> str:
    return row[columns[column]] if column in columns else ""


def _day(cell: str, today: date, month_first: bool) -> date:  # noqa: FBT001 - private
    if not cell:
        raise _Unreadable(RowFault.NO_DAY)
    try:
        day = day_in(cell, month_first=month_first)
    except ValueError as trouble:
        raise _Unreadable(RowFault.NOT_ON_CALENDAR, day=cell) from trouble
    if day is None:
        raise _Unreadable(RowFault.STRANGE_DAY, day=cell)
    if day > today:
        raise _Unreadable(RowFault.TOMORROW, day=cell)
    if day < FIRST_DAY:
        raise _Unreadable(RowFault.TOO_OLD, day=cell)
    return day


def _number(cell: str) -> int:
    if not cell:
        raise _Unreadable(RowFault.NO_NUMBER)
    number = number_in(cell)
    if number is None:
        raise _Unreadable(RowFault.STRANGE_NUMBER, number=cell)
    if not LEAST <= number <= MOST:
        raise _Unreadable(RowFault.OUTSIDE, number=number)
    return number


def _words(cell: str) -> str:
    if len(cell) > LONGEST_WORDS:
        raise _Unreadable(RowFault.TOO_LONG, most=f"{LONGEST_WORDS:,}")
    return cell
