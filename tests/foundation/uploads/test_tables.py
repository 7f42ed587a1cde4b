"""Tables that people upload: any file gives rows, or one sentence that says why not."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.formatting.csv import as_csv
from assessment.foundation.uploads.tables import read_table
from tests.foundation.uploads.xlsx_making import sheet_with, texts_with, with_sheet, xlsx_of

ROWS = [["Business", "Email"], ["Café Öre", "hi@ore.example"]]
COMMAS = "Business,Email\r\nCafé Öre,hi@ore.example\r\n"


@pytest.mark.parametrize(
    "content",
    [
        COMMAS.encode(),
        COMMAS.encode("utf-8-sig"),
        COMMAS.encode("utf-16"),
        COMMAS.encode("utf-16-le"),
        COMMAS.encode("utf-16-be"),
        COMMAS.encode("cp1252"),
        COMMAS.replace(",", ";").encode(),
        COMMAS.replace(",", "\t").encode("utf-16"),
        f"sep=;\r\n{COMMAS.replace(',', ';')}".encode("cp1252"),
        COMMAS.replace("\r\n", "\r").encode(),
        COMMAS.strip().encode(),
        f"{COMMAS}\r\n,\r\n".encode(),
        xlsx_of(ROWS),
        xlsx_of(ROWS, hidden_first=True),
        xlsx_of(ROWS, chart_first=True),
    ],
)
def test_separator_encoding_and_kind_of_file_are_found(content: bytes) -> None:
    assert read_table(content) == ROWS


def test_rows_keep_their_places_and_all_their_cells() -> None:
    table = read_table(b'A,B\n\nx\ny,"two\nlines",z\n')

    assert table == [["A", "B", ""], ["", "", ""], ["x", "", ""], ["y", "two lines", "z"]]


def test_numbers_of_a_spreadsheet_are_written_as_people_see_them() -> None:
    assert read_table(xlsx_of([["People", "Share"], [12, 0.5]]))[1] == ["12", "0.5"]


def bomb() -> bytes:
    return with_sheet(sheet_with(f"<row><c><v>1</v></c></row>{' ' * 11_000_000}"))


def cell(place: str, rest: str = "<v>1</v>") -> str:
    return sheet_with(f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}">{rest}</c></row>')


def repeated() -> bytes:
    """One long text that two thousand cells name."""
    texts = texts_with(f"<si><t>{'x' * 6000}</t></si>")
    cells = '<c t="s"><v>0</v></c>' * 100
    return with_sheet(sheet_with(f"<row>{cells}</row>" * 20), texts=texts)


def zip_of(**parts: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


def packed_otherwise() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_BZIP2) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
REFUSED = {
    "empty": (b"", "This file has no rows."),
    "only heads": (b"Business,Email\n", "This file has no rows."),
    "no heads": (b"\nBike,a@b.example\n", "The first row is empty."),
    "no names of columns": (b"Bike,a@b.example\nBell,c@d.example\n", "it is a client already"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "We can’t read this file."),
    "no letters of any code": (b"Business,\x81\nx,y\n", "We can’t read this file."),
    "an open quotation mark": (b'Business,Email\n"Bike,a\nBell,b\n', "never closed"),
    "a very long cell": (b"Business,Email\n" + b"x" * 200_000 + b",y\n", "never closed"),
    "too many rows": (b"A,B\n" + b"x,y\n" * 1001, "Your list has 1,001 rows."),
    "too many columns": (b",".join([b"x"] * 51) + b"\n" + b"y," * 50, "more than 50 columns"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "another kind of file"),
    "another archive": (zip_of(mimetype="x"), "another kind of file"),
    "another compression": (packed_otherwise(), "Open it in your spreadsheet"),
    "half an archive": (xlsx_of(ROWS)[:900], "Open it in your spreadsheet"),
    "a part that is no XML": (with_sheet("<worksheet"), "Open it in your spreadsheet"),
    "a bomb": (bomb(), "holds more than we can read"),
    "a cell far away": (with_sheet(cell("XFD1048576")), "holds more than we can read"),
    "a cell far to the right": (with_sheet(cell("CW1")), "holds more than we can read"),
    "a place that is none": (with_sheet(cell("1A")), "Open it in your spreadsheet"),
    "a text that is not there": (
        with_sheet(sheet_with('<row><c t="s"><v>99</v></c></row>')),
        "Open it in your spreadsheet",
    ),
    "one text many times": (repeated(), "holds more than we can read"),
    "entities": (
        with_sheet(sheet_with("<row><c><v>&a;</v></c></row>", before=ENTITIES)),
        "Open it in your spreadsheet",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str) -> None:
    content, said = REFUSED[name]

    with pytest.raises(ValidationError, match=said):
        read_table(content)


def test_an_empty_cell_far_away_does_no_harm() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'

    assert read_table(with_sheet(sheet_with(rows + styled))) == [["1"], ["2"]]


# ---- whatever the bytes


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_was_read_and_written_is_read_as_the_same(rows: list[list[str]]) -> None:
    try:
        table = read_table(as_csv([["Business", "Email"], *rows]))
    except ValidationError:
        return

    assert read_table(as_csv(table)) == table


def rows_or_a_sentence(content: bytes) -> None:
    """Read a file; whatever else is raised would be an error page."""
    with suppress(ValidationError):
        table = read_table(content)
        assert {len(row) for row in table} == {len(table[0])}


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"A,B\n", b"\xff\xfe"]))
def test_any_bytes_are_rows_or_a_sentence(content: bytes, start: bytes) -> None:
    rows_or_a_sentence(start + content)


GOOD = xlsx_of(ROWS)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_spreadsheet_is_rows_or_a_sentence(place: int, other: bytes) -> None:
    rows_or_a_sentence(GOOD[:place] + other + GOOD[place + len(other) :])


@given(st.text(max_size=200), st.sampled_from(["r", "t"]), st.text("AZX019-", max_size=8))
def test_any_cells_of_a_spreadsheet_are_rows_or_a_sentence(
    text: str, name: str, value: str
) -> None:
    shown = "".join(letter for letter in text if letter.isprintable() and letter not in "<&")
    row = f'<row><c {name}="{value}"><v>{shown}</v></c></row>'
    rows_or_a_sentence(with_sheet(sheet_with(f"<row><c><v>1</v></c></row>{row}")))
