"""Tables as a workbook; the same tables always give the same bytes."""

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
"""The number of the paper."""
LINE, HIGHEST = 15.0, 409.0
"""Points of a line of text, and of the highest row there can be."""
FILLED = 0.9
"""Of a line's room, as words break before its end."""
LONGEST_CELL = 32_767
"""No cell of a workbook holds more letters."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
PLAIN: dict[str, Any] = {"valign": "top", "font_name": "Calibri", "font_size": 11}
# A workbook says how a day looks in the words of English; programs say it in their own.
NUMBERS = {"day": "d mmm yyyy", "number": "#,##0.##;-#,##0.##;0", "whole": "#,##0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookProperties:
    """What a workbook says about itself; the day stands for when it was made."""

    title: str
    author: str
    day: date


def workbook(tables: tuple[Table, ...], about: WorkbookProperties) -> bytes:
    """One sheet a table: its heads stay in sight, and words are never taken for formulas."""
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
    """Each look that cells have, made once a workbook."""

    book: Any
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def head(self) -> Any:
        ground = {"bg_color": colour("brand-wash"), "font_color": colour("brand-dark")}
        return self._of(bold=True, text_wrap=True, bottom=1, **ground)

    def words(self, column: Column, words: str) -> Any:
        """Words that begin like a formula are marked as words, for whoever edits the cell."""
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
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=False)):
            _write(sheet, (place, number), cell, column, formats)


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """How high a row has to be, in points: not every program finds out by itself."""
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
