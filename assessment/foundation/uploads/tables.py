"""Tables that people upload: the first row names the columns, and the others hold the values."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.names import one_line
from assessment.foundation.uploads.csv_files import read_csv
from assessment.foundation.uploads.reading import read_xlsx_apart
from assessment.foundation.uploads.refusals import CannotRead, Refusal

MOST_ROWS = 1_000
MOST_COLUMNS = 50
MOST_BYTES = 900_000
"""Whatever is larger than 1 MB with its form is refused by the site before it gets here."""
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""What XLSX files begin with, and old or encrypted files of Office."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part of such a file that says which of the two it is."""
SAYS: Mapping[Refusal, Promise] = {
    Refusal.NOT_A_TABLE: _(
        "We can’t read this file. Save your list as CSV or XLSX, and choose that file."
    ),
    Refusal.NEVER_CLOSED: _(
        "A quotation mark in this file is opened and never closed, so the rows after it are lost. "
        "Save the list as CSV again, or as XLSX."
    ),
    Refusal.NOT_XLSX: _(
        "This is another kind of file, such as ODS or XLS. Save your list as XLSX or CSV, and "
        "choose that file."
    ),
    Refusal.LOCKED: _(
        "This file has a password, so we can’t read it. Save it without one, and choose that file."
    ),
    Refusal.DAMAGED: _(
        "We can’t read this XLSX file. Open it in your spreadsheet, and save it again."
    ),
    Refusal.TOO_LARGE: _(
        "This file holds more than we can read. Keep only the rows and columns of your list, and "
        "save it again."
    ),
    Refusal.NO_SHEET: _(
        "Every sheet in this file is hidden. Show the one with your list, and save the file again."
    ),
    Refusal.EMPTY: _(
        "This file has no rows. The first row names the columns, and each further one a client."
    ),
    Refusal.NO_HEADS: _("The first row is empty. It must name the columns."),
    Refusal.HEADLESS: _(
        "The first row has an address in it, so it is a client already. Add a row above it that "
        "names the columns."
    ),
    Refusal.TOO_MANY_ROWS: _(
        "Your list has %(rows)s rows. Split it into lists of up to %(most)s rows."
    ),
    Refusal.TOO_MANY_COLUMNS: _(
        "Your list has more than %(most)s columns. Take out those that you don’t need."
    ),
    Refusal.BUSY: _(
        "We can’t read any list just now. Nothing has been kept. "
        "Choose your file again in a minute."
    ),
}

Row = Sequence[str]


def read_table(content: bytes) -> list[Row]:
    """Return the rows of a file, each with a cell for every column, even if that has no name.

    Empty rows stay where they are, because people look for a row by its number.

    Raises:
        ValidationError: it cannot be read; it says why in a sentence for people.
    """
    rows = [[one_line(cell) for cell in row] for row in read_rows(content)]
    while rows and not any(rows[-1]):
        rows.pop()
    with said():
        _check(rows)
    width = _width(rows)
    return [_as_long(row, width) for row in rows]


def read_rows(content: bytes) -> list[list[str]]:
    """Return all rows of a CSV or XLSX file as they are, with the line breaks in their cells.

    Raises:
        ValidationError: it cannot be read; it says why in a sentence for people.
    """
    with said():
        if content.startswith(OLD_OFFICE):
            raise CannotRead(Refusal.LOCKED if ENCRYPTED in content else Refusal.NOT_XLSX)
        return read_xlsx_apart(content) if content.startswith(ARCHIVE) else read_csv(content)


@contextmanager
def said() -> Iterator[None]:
    """Turn a refusal into its sentence for people."""
    try:
        yield
    except CannotRead as refused:
        raise ValidationError(str(SAYS[refused.why]), params=refused.facts) from refused


def _check(rows: Sequence[Row]) -> None:
    filled = sum(map(any, rows[1:]))
    if not filled:
        raise CannotRead(Refusal.EMPTY)
    if not any(rows[0]):
        raise CannotRead(Refusal.NO_HEADS)
    if filled > MOST_ROWS:
        raise CannotRead(Refusal.TOO_MANY_ROWS, rows=f"{filled:,}", most=f"{MOST_ROWS:,}")
    if len(_without_empty_end(rows[0])) > MOST_COLUMNS:
        raise CannotRead(Refusal.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    if any("@" in cell for cell in rows[0]):
        raise CannotRead(Refusal.HEADLESS)


def _without_empty_end(row: Row) -> list[str]:
    found = list(row)
    while found and not found[-1]:
        found.pop()
    return found


def _width(rows: Sequence[Row]) -> int:
    """Return how many columns there are, named or not; each row is kept whole, to give it back."""
    return min(max(len(_without_empty_end(row)) for row in rows), MOST_COLUMNS)


def _as_long(row: Row, width: int) -> list[str]:
    return [*row, *[""] * width][:width]
