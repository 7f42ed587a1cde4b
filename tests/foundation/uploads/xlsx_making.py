"""XLSX files for tests: as a spreadsheet writes them, and as somebody with bad intentions does."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


def xlsx_of(rows: Sequence[Sequence[str | float]], *, hidden_first: bool = False) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        if hidden_first:
            book.add_worksheet("Notes").hide()
        sheet = book.add_worksheet("Clients")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.activate()
    return file.getvalue()


def with_sheet(sheet: str, *, texts: str = "") -> bytes:
    """Return a file whose sheet, and perhaps whose shared texts, say exactly this."""
    usual = ZipFile(BytesIO(xlsx_of([["Business"], ["Bike"]])))
    own = {SHEET: sheet} | ({"xl/sharedStrings.xml": texts} if texts else {})
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name in usual.namelist():
            packed.writestr(name, own.get(name) or usual.read(name))
    return file.getvalue()


def sheet_with(cells: str, *, before: str = "") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
