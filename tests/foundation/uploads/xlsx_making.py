"""XLSX files for tests: as a spreadsheet writes them, and as somebody with bad intentions does."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx_of(
    rows: Sequence[Sequence[str | float]], *, hidden_first: bool = False, chart_first: bool = False
) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        if chart_first:
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": "=Clients!$A$1:$A$2"})
            book.add_chartsheet("Chart").set_chart(chart)
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


def with_part(name: str, part: bytes | str) -> bytes:
    """Return a file in which one part, known or further, is this."""
    usual = ZipFile(BytesIO(xlsx_of([["Business"], ["Bike"]])))
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for each in usual.namelist():
            if each != name:
                packed.writestr(each, usual.read(each))
        packed.writestr(name, part)
    return file.getvalue()


def all_hidden() -> bytes:
    """Return a file whose only sheet is hidden, which a spreadsheet would not write."""
    usual = ZipFile(BytesIO(xlsx_of([["Business"], ["Bike"]])))
    book = usual.read("xl/workbook.xml").decode()
    return with_part("xl/workbook.xml", book.replace("<sheet name", '<sheet state="hidden" name'))


def sheet_with(cells: str, *, before: str = "", head: str = "") -> str:
    data = f"{head}<sheetData>{cells}</sheetData>"
    return f'{before}<worksheet xmlns="{SPACE}">{data}</worksheet>'


def texts_with(texts: str, *, count: str = "1") -> str:
    return f'<sst xmlns="{SPACE}" count="{count}" uniqueCount="{count}">{texts}</sst>'
