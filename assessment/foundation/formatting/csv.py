"""Comma-separated values for whatever reads nothing else, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

Cell = str | int | Decimal | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets read UTF-8 as something older."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
