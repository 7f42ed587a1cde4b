"""All the numbers for a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from django.utils.translation import gettext as _

from assessment.domain.checks import Check
from assessment.domain.timeline import timeline_of
from assessment.trends.page.lines import NONE, Numbers

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets read UTF-8 as something older."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(checks: Sequence[Check]) -> str:
    """One line a quarter, oldest first; what there is no number for stays empty or says why."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerows([guarded(cell) for cell in line] for line in _lines(checks))
    return file.getvalue()


def _lines(checks: Sequence[Check]) -> Iterator[Sequence[str]]:
    numbers = Numbers(timeline=timeline_of(checks))
    yield (
        _("Quarter"),
        _("First day"),
        _("Last day"),
        _("Questions"),
        *numbers.heads,
        _("Overall"),
        _("Level"),
    )
    for row in numbers.rows:
        days = row.quarter.starts_on.isoformat(), row.quarter.ends_on.isoformat()
        cells = [*row.areas, row.overall, row.level]
        empty = ["" if cell == NONE else cell for cell in cells]
        yield (row.quarter.key, *days, row.questions, *empty)


def guarded(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def file_name(checks: Sequence[Check], slug: str) -> str:
    return f"{checks[-1].quarter.key}_{slug}_trends.csv"
