"""CSV files as people have them: any usual separator and encoding, with or without marks."""

import codecs
import csv
import re
from io import StringIO

from assessment.foundation.formatting.csv import BEGINS_A_FORMULA
from assessment.foundation.uploads.refusals import CannotRead, Refusal
from assessment.foundation.uploads.size import LAST_COLUMN, LAST_ROW

SEPARATORS = (",", ";", "\t")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES_ITS_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The first line by which Excel is told what separates the columns."""
END = "\x04"
"""A row of our own behind the last one: an open quotation mark swallows it."""


def read_csv(content: bytes) -> list[list[str]]:
    """Return all rows of a CSV file, including empty ones.

    Raises:
        CannotRead: it is another kind of file, or a very long one.
    """
    text = _text_of(content)
    if named := NAMES_ITS_SEPARATOR.match(text):
        return _rows(text[named.end() :], named[1])
    heads = {separator: len(_rows(text, separator, most=1)[0]) for separator in SEPARATORS}
    return _rows(text, max(SEPARATORS, key=heads.__getitem__))


def _text_of(content: bytes) -> str:
    """Decode a file: by its mark, else as UTF-8, as UTF-16 or as Windows writes it."""
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    # Latin letters in UTF-16 have a zero beside each of them.
    wide = ["utf-16-le", "utf-16-be"] if b"\0" in content else []
    if content[:1] == b"\0":
        wide.reverse()
    for encoding in marked or wide or ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRead(Refusal.NOT_A_TABLE)


def _rows(text: str, separator: str, *, most: int = 0) -> list[list[str]]:
    """Split a text into rows and cells; with `most`, only that many rows."""
    reader = csv.reader(StringIO(f"{text}\n{END}\n", newline=""), delimiter=separator)
    found: list[list[str]] = []
    try:
        for row in reader:
            # Two megabytes of line breaks or commas would take hundreds in memory.
            if len(found) > LAST_ROW:
                raise CannotRead(Refusal.TOO_LARGE)
            found.append([_unguarded(cell) for cell in row[:LAST_COLUMN]])
            if len(found) == most:
                return found
    except csv.Error as fault:
        raise CannotRead(Refusal.NEVER_CLOSED) from fault
    if found.pop() != [END]:
        raise CannotRead(Refusal.NEVER_CLOSED)
    return found


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(BEGINS_A_FORMULA) else cell
