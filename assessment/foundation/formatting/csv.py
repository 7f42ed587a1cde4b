"""CSV files that are safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

Cell = str | int | Decimal | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads the file in a legacy encoding instead of UTF-8."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(lines: Iterable[Sequence[Cell]]) -> bytes:
    """Encode rows as UTF-8 CSV in which no cell can act as a formula."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerows(
        [guarded(cell) if isinstance(cell, str) else cell for cell in line] for line in lines
    )
    return file.getvalue().encode()


def guarded(cell: str) -> str:
    """Prefix a text that a spreadsheet would run as a formula (CSV injection)."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
