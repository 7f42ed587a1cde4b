"""All the numbers for a spreadsheet, and comma-separated values for whatever reads nothing else."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from django.utils.translation import gettext as _

from assessment.domain.scoring.submissions import Check
from assessment.domain.trends.timeline import timeline_of
from assessment.trends.page.lines import NONE, Numbers, Row

Cell = str | int | Decimal | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets read UTF-8 as something older."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(checks: Sequence[Check]) -> bytes:
    """One line a quarter, oldest first; what there is no number for stays empty or says why."""
    numbers = Numbers(timeline=timeline_of(checks))
    return as_csv((heads_of(numbers), *rows_of(numbers)))


def heads_of(numbers: Numbers) -> tuple[str, ...]:
    return (
        _("Quarter"),
        _("First day"),
        _("Last day"),
        _("Questions"),
        *numbers.heads,
        _("Overall"),
        _("Level"),
    )


def rows_of(numbers: Numbers) -> tuple[tuple[Cell, ...], ...]:
    """A row a quarter with a cell for each of the heads."""
    return tuple(_cells(row) for row in numbers.rows)


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        row.quarter.key,
        row.quarter.starts_on,
        row.quarter.ends_on,
        row.questions,
        *(_number(words) for words in (*row.areas, row.overall)),
        None if row.level == NONE else row.level,
    )


def _number(words: str) -> Cell:
    """A number as a number; what says why there is none as it is."""
    if words == NONE:
        return None
    return int(words) if words.isdecimal() else words


# ---- comma-separated values


def as_csv(lines: Iterable[Sequence[Cell]]) -> bytes:
    """The lines in UTF-8; no cell can be taken for a formula."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerows(
        [guarded(cell) if isinstance(cell, str) else cell for cell in line] for line in lines
    )
    return file.getvalue().encode()


def guarded(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def file_name(checks: Sequence[Check], slug: str) -> str:
    return f"{checks[-1].quarter.key}_{slug}_trends.csv"
