"""Files with answers: their rows, their columns, and how their days are written."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessment.foundation.uploads.tables import MOST_COLUMNS, MOST_ROWS, Row, read_rows
from assessment.voices.surveys.models import AnswerColumn

ALSO_CALLED: Mapping[AnswerColumn, Sequence[str]] = {
    AnswerColumn.DAY: (
        *("date", "day", "when", "answeredon", "answered", "submitted", "submittedat"),
        *("submitdate", "completed", "completedat", "timestamp", "time", "created", "createdat"),
    ),
    AnswerColumn.NUMBER: (
        *("number", "score", "recommend", "nps", "npsscore", "rating", "number0to10", "from0to10"),
        *("wouldtheyrecommendyou", "answer", "value", "points"),
    ),
    AnswerColumn.WHY: (
        *("reason", "why", "text", "comment", "comments", "remarks", "remark", "feedback"),
        *("words", "theirwords", "note", "notes"),
    ),
}
"""Names of columns in the order in which they count, with their letters and digits alone."""
NO_ROWS = _("This file has no rows. The first row names the columns, each further one an answer.")
NO_NAMES = _("The first row is empty. It must name the columns.")
TOO_MANY = _("This file has %(rows)s rows. Split it into files of up to %(most)s rows.")
TOO_WIDE = _("This file has more than %(most)s columns. Take out those that you don’t need.")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", re.ASCII)
YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){TIME}", re.ASCII)
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
NAMED = re.compile(rf"{ORDINAL}[ -]([a-z]{{3,9}})\.?,?[ -](\d{{4}}){TIME}", re.IGNORECASE)
NAMED_FIRST = re.compile(rf"([a-z]{{3,9}})\.? {ORDINAL},? (\d{{4}}){TIME}", re.IGNORECASE)
LAST_MONTH = 12


def read_answer_table(content: bytes) -> list[Row]:
    """Return the rows of a file, each as long as the first, which names the columns.

    Empty rows stay where they are, because people look for a row by its number. Words stay as they
    are, with their line breaks.

    Raises:
        ValidationError: it cannot be read; it says why in a sentence for people.
    """
    rows = [[cell.strip() for cell in row] for row in read_rows(content)]
    while rows and not any(rows[-1]):
        rows.pop()
    filled = sum(map(any, rows[1:]))
    if not filled:
        raise ValidationError(NO_ROWS)
    if filled > MOST_ROWS:
        facts = {"rows": f"{filled:,}", "most": f"{MOST_ROWS:,}"}
        raise ValidationError(TOO_MANY, params=facts)
    heads = rows[0]
    while heads and not heads[-1]:
        heads = heads[:-1]
    if not heads:
        raise ValidationError(NO_NAMES)
    if len(heads) > MOST_COLUMNS:
        raise ValidationError(TOO_WIDE, params={"most": MOST_COLUMNS})
    return [heads, *([*row, *[""] * len(heads)][: len(heads)] for row in rows[1:])]


def guessed_columns(heads: Row) -> dict[str, int]:
    """Return where each of our values probably is; one that nothing is called like is left out."""
    plain = ["".join(letter for letter in head.casefold() if letter.isalnum()) for head in heads]
    found: dict[str, int] = {}
    for column, names in ALSO_CALLED.items():
        place = next((plain.index(name) for name in names if name in plain), None)
        if place is not None and place not in found.values():
            found[column] = place
    return found


def month_comes_first(cells: Sequence[str], *, usual: bool) -> bool:
    """Tell whether days such as 3/4/2026 begin with the month, which one clear day settles.

    Args:
        usual: what is usual where the business is, if no day of the file is clear.
    """
    pairs = [(int(p[1]), int(p[2])) for p in map(YEAR_LAST.fullmatch, cells) if p]
    if any(first > LAST_MONTH for first, _second in pairs):
        return False
    return usual or any(second > LAST_MONTH for _first, second in pairs)


def day_in(cell: str, *, month_first: bool) -> date | None:
    """Return the day that a cell names, whatever time follows it; None if it names none.

    Raises:
        ValueError: the day is not on the calendar, such as 31 February.
    """
    if found := YEAR_FIRST.fullmatch(cell):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := YEAR_LAST.fullmatch(cell):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return date(int(found[3]), int(month), int(day))
    found, day_place, month_place = NAMED.fullmatch(cell), 1, 2
    if found is None:
        found, day_place, month_place = NAMED_FIRST.fullmatch(cell), 2, 1
    short = found[month_place][:3].casefold() if found else ""
    if found is None or short not in MONTHS:
        return None
    return date(int(found[3]), MONTHS.index(short) + 1, int(found[day_place]))


def number_in(cell: str) -> int | None:
    """Return the whole number that a cell names, also as 9.0, 9,0 or 9/10; None if it is none."""
    found = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?(?: ?/ ?10)?", cell, re.ASCII)
    return int(found[1]) if found else None
