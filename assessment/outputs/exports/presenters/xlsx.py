"""Write tables as a workbook; the same tables always give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from assessment.foundation.formatting.csv import BEGINS_A_FORMULA, Cell
from assessment.foundation.formatting.tables import Column, Table
from assessment.outputs.exports.presenters.colours import colour

A4 = 9
"""The number that Excel gives to this paper size."""
LINE, HIGHEST = 15.0, 409.0
"""The height of a line of text and the maximum height of a row, in points."""
FILLED = 0.9
"""The share of a line that text fills on average, because words wrap before its end."""
LONGEST_CELL = 32_767
"""Excel's limit for the characters of a cell."""
# XlsxWriter would otherwise turn typed text such as "=1+1" or an address into formulas and links.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
PLAIN: dict[str, Any] = {"valign": "top", "font_name": "Calibri", "font_size": 11}
# Number formats are stored in English notation; spreadsheet programs localise them on display.
NUMBERS = {"day": "d mmm yyyy", "number": "#,##0.##;-#,##0.##;0", "whole": "#,##0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookProperties:
    """The workbook's properties; `day` replaces the time of creation, for reproducible bytes."""

    title: str
    author: str
    day: date


def workbook(tables: tuple[Table, ...], about: WorkbookProperties) -> bytes:
    """Write one sheet per table, with frozen headings and no text that acts as a formula.

    What users type could otherwise run as a formula on the reader's machine.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        made_at = datetime.combine(about.day, time())
        book.set_properties({"title": about.title, "author": about.author, "created": made_at})
        formats = _Formats(book)
        for table in tables:
            _add(book.add_worksheet(table.title), table, formats)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    """The cell formats of a workbook, each made only once."""

    book: Any
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def head(self) -> Any:
        ground = {"bg_color": colour("brand-wash"), "font_color": colour("brand-dark")}
        return self._of(bold=True, text_wrap=True, bottom=1, **ground)

    def words(self, column: Column, words: str) -> Any:
        """Return a text format. Text that begins like a formula gets the quote prefix.

        Without it, editing the cell in Excel would turn the text into a formula.
        """
        wraps = column.kind == "long" or "\n" in words
        return self._of(text_wrap=wraps, quote_prefix=words.startswith(BEGINS_A_FORMULA))

    def number(self, name: str) -> Any:
        return self._of(num_format=NUMBERS[name])

    def _of(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(PLAIN | look)
        return self.made[key]


def _add(sheet: Any, table: Table, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.head, formats.head())
    sheet.set_row(0, _height(table.columns, table.heads))
    for place, row in enumerate(table.rows, start=1):
        sheet.set_row(place, _height(table.columns, row))
        # Not strict, because the rows of facts in the summary have only two cells.
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=False)):
            _write(sheet, (place, number), cell, column, formats)


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """Estimate the height of a row in points; not every program fits rows automatically."""
    lines = [1]
    for column, cell in zip(columns, row, strict=False):
        if isinstance(cell, str):
            broken = cell.splitlines() or [""]
            lines.append(sum(ceil(max(len(line), 1) / (column.width * FILLED)) for line in broken))
    return min(HIGHEST, LINE * max(lines))


def _write(
    sheet: Any, place: tuple[int, int], cell: Cell, column: Column, formats: _Formats
) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(*place, cell[:LONGEST_CELL], formats.words(column, cell))
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, formats.number("day"))
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, formats.number("whole"))
    elif isinstance(cell, Decimal):
        sheet.write_number(*place, cell, formats.number("number"))
