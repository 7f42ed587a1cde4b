"""Tables that people upload: the first row names the columns, and the others hold the values."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.names import one_line
from assessment.foundation.uploads.csv_files import read_csv
from assessment.foundation.uploads.xlsx_files import NOT_XLSX, read_xlsx

MOST_ROWS = 1_000
MOST_COLUMNS = 50
MOST_BYTES = 2_000_000
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""What XLSX files begin with, and old or encrypted files of Office."""
EMPTY = _("This file has no rows. The first row names the columns, and each further one a client.")
TOO_MANY_ROWS = _("Your list has %(rows)s rows. Split it into lists of up to %(most)s rows.")
TOO_MANY_COLUMNS = _(
    "Your list has more than %(most)s columns. Take out those that you don’t need."
)
NO_HEADS = _("The first row is empty. It must name the columns.")
HEADLESS = _(
    "The first row has an address in it, so it is a client already. Add a row above it that names "
    "the columns."
)

Row = Sequence[str]


def read_table(content: bytes) -> list[Row]:
    """Return the rows of a file, so that each is as long as the first.

    Empty rows stay where they are, because people look for a row by its number.

    Raises:
        ValidationError: it cannot be read; it says why in a sentence for people.
    """
    rows = [[one_line(cell) for cell in row] for row in read_rows(content)]
    while rows and not any(rows[-1]):
        rows.pop()
    _check(rows)
    heads = _without_empty_end(rows[0])
    return [heads, *(_as_long(row, heads) for row in rows[1:])]


def read_rows(content: bytes) -> list[list[str]]:
    """Return all rows of a CSV or XLSX file as they are, with the line breaks in their cells.

    Raises:
        ValidationError: it cannot be read; it says why in a sentence for people.
    """
    if content.startswith(OLD_OFFICE):
        raise ValidationError(NOT_XLSX)
    return read_xlsx(content) if content.startswith(ARCHIVE) else read_csv(content)


def _check(rows: Sequence[Row]) -> None:
    filled = sum(map(any, rows[1:]))
    if not filled:
        raise ValidationError(EMPTY)
    if not any(rows[0]):
        raise ValidationError(NO_HEADS)
    if filled > MOST_ROWS:
        facts = {"rows": f"{filled:,}", "most": f"{MOST_ROWS:,}"}
        raise ValidationError(TOO_MANY_ROWS, params=facts)
    if len(_without_empty_end(rows[0])) > MOST_COLUMNS:
        raise ValidationError(TOO_MANY_COLUMNS, params={"most": MOST_COLUMNS})
    if any("@" in cell for cell in rows[0]):
        raise ValidationError(HEADLESS)


def _without_empty_end(row: Row) -> list[str]:
    found = list(row)
    while found and not found[-1]:
        found.pop()
    return found


def _as_long(row: Row, heads: Row) -> list[str]:
    """Fill a short row up; what stands beyond the last named column belongs to none."""
    return [*row, *[""] * len(heads)][: len(heads)]
