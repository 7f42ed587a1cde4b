"""Write tables as a workbook; the same tables always give the same bytes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from math import ceil
from typing import Any

from assessment.foundation.formatting.csv import BEGINS_A_FORMULA, Cell
from assessment.foundation.formatting.tables import Column, Table
from assessment.outputs.exports.presenters.colours import colour
from assessment.outputs.exports.presenters.xlsx_charts import add_chart
from assessment.outputs.reports.presenters.palettes import Palette

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
NUMBERS = {"day": "d mmm yyyy", "number": "#,##0.##", "whole": "#,##0"}
TEXT = {"words", "long"}
AT_THE_LEFT = {"align": "left", "indent": 1}
LINE_BELOW = {"bottom": 1, "bottom_color": colour("line")}


MARGINS = {"left": 0.5, "right": 0.5, "top": 0.8, "bottom": 0.7}
"""The margins of printed sheets, in inches."""
NOTE_LINE, NOTE_WIDTH = 16, 34
"""The height of a line in a note, in pixels, and its letters."""
UNNAMED = re.compile(r"\W+")
"""What the name of a table cannot have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookProperties:
    """The workbook's properties; `day` replaces the time of creation, for reproducible bytes."""

    title: str
    author: str
    day: date
    palette: Palette = field(default_factory=Palette)


def workbook(tables: tuple[Table, ...], about: WorkbookProperties) -> bytes:
    """Write one sheet per table, with frozen headings and no text that acts as a formula.

    What users type could otherwise run as a formula on the reader's machine.
    """
    # Imported here because it takes a tenth of a second and few pages need it.
    import xlsxwriter  # noqa: PLC0415

    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        made_at = datetime.combine(about.day, time())
        book.set_properties({"title": about.title, "author": about.author, "created": made_at})
        formats = _Formats(book, about.palette)
        for table in tables:
            sheet = book.add_worksheet(table.title)
            _set_up(sheet, about)
            _add(sheet, table, formats)
            _add_notes(sheet, table, about)
            if table.chart:
                place = len(table.rows) + len(table.below) + 2
                add_chart(book, sheet, table, table.chart, place)
    return file.getvalue()


def _set_up(sheet: Any, about: WorkbookProperties) -> None:
    """Keep the headings in view, and print all columns on one page with names and numbers."""
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(about.palette.brand)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(**MARGINS)
    sheet.fit_to_pages(1, 0)
    # An ampersand begins a code there, such as &P for the number of the page.
    title, author = (words.replace("&", "&&") for words in (about.title, about.author))
    sheet.set_header(f"&L{title}&R&A")
    sheet.set_footer(f"&L{author}&R&P / &N")


@dataclass(frozen=True, slots=True)
class _Formats:
    """The cell formats of a workbook, each made only once."""

    book: Any
    palette: Palette
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def head(self, column: Column) -> Any:
        ground = {"bg_color": self.palette.wash, "font_color": self.palette.dark}
        side = AT_THE_LEFT if column.kind in TEXT else {"align": "right"}
        line = {"bottom": 2, "bottom_color": self.palette.brand}
        look = {"bold": True, "text_wrap": True, "valign": "bottom"}
        return self._of(**look, **side, **ground, **line)

    def words(self, column: Column, words: str) -> Any:
        """Return a text format. Text that begins like a formula gets the quote prefix.

        Without it, editing the cell in Excel would turn the text into a formula.
        """
        is_quoted = words.startswith(BEGINS_A_FORMULA)
        return self._of(
            text_wrap=wraps(column, words), quote_prefix=is_quoted, **AT_THE_LEFT, **LINE_BELOW
        )

    def number(self, name: str, column: Column) -> Any:
        """Return a format for a number or a day, which stands at the left in columns of text."""
        side = AT_THE_LEFT if column.kind in TEXT else {"align": "right"}
        return self._of(num_format=NUMBERS[name], **side, **LINE_BELOW)

    def empty(self) -> Any:
        return self._of(**LINE_BELOW)

    def _of(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(PLAIN | look)
        return self.made[key]


def _add(sheet: Any, table: Table, formats: _Formats) -> None:
    """Write the table with a filter at each heading, and the rows below it."""
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    heads = unique(table.heads)
    wide = [Column(column.head, "long", column.width) for column in table.columns]
    sheet.set_row(0, _height(tuple(zip(wide, heads, strict=True))))
    columns = [
        {"header": head, "header_format": formats.head(column)}
        for head, column in zip(heads, table.columns, strict=True)
    ]
    # A table needs a row, even if it is empty.
    last = max(1, len(table.rows))
    name = UNNAMED.sub("_", f"Cairn {table.title}")
    look = {"name": name, "style": None, "columns": columns}
    sheet.add_table(0, 0, last, len(columns) - 1, look)
    for place, row in enumerate(table.rows, start=1):
        _add_row(sheet, place, tuple(zip_longest(table.columns, row)), formats)
    for place, row in enumerate(table.below, start=last + 2):
        filled = [cell for cell in row if cell]
        _add_row(sheet, place, tuple(zip(table.columns, filled, strict=False)), formats)


def _add_row(
    sheet: Any, place: int, cells: Sequence[tuple[Column, Cell]], formats: _Formats
) -> None:
    sheet.set_row(place, _height(cells))
    for number, (column, cell) in enumerate(cells):
        _write(sheet, (place, number), cell, column, formats)


def unique(heads: Sequence[str]) -> list[str]:
    """Return headings that differ even without upper case, as a table needs them."""
    seen: Counter[str] = Counter()
    found = []
    for head in heads:
        seen[head.lower()] += 1
        count = seen[head.lower()]
        found.append(head if count == 1 else f"{head} {count}")
    return found


def _add_notes(sheet: Any, table: Table, about: WorkbookProperties) -> None:
    for number, column in enumerate(table.columns):
        if column.note:
            lines = ceil(len(column.note) / NOTE_WIDTH) + 1
            look = {"author": about.author, "color": about.palette.wash, "font_name": "Calibri"}
            size = {"font_size": 10, "width": 220, "height": lines * NOTE_LINE}
            sheet.write_comment(0, number, column.note, {**look, **size})


def wraps(column: Column, words: str) -> bool:
    return column.kind == "long" or "\n" in words


def _height(cells: Sequence[tuple[Column, Cell]]) -> float:
    """Estimate the height of a row in points; not every program fits rows automatically."""
    lines = [1]
    for column, cell in cells:
        if isinstance(cell, str) and wraps(column, cell):
            room = (column.width - 1) * FILLED
            broken = cell.splitlines() or [""]
            lines.append(sum(ceil(max(len(line), 1) / room) for line in broken))
    return min(HIGHEST, LINE * max(lines))


def _write(
    sheet: Any, place: tuple[int, int], cell: Cell, column: Column, formats: _Formats
) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(*place, cell[:LONGEST_CELL], formats.words(column, cell))
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, formats.number("day", column))
    elif isinstance(cell, int | Decimal):
        # A format for fractions would leave a lone decimal point behind a whole number.
        is_whole = cell == int(cell)
        sheet.write_number(*place, cell, formats.number("whole" if is_whole else "number", column))
    else:
        sheet.write_blank(*place, None, formats.empty())
