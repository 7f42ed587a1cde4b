"""The workbook as Excel reads it: tables with filters, charts, notes, print set-up and brand."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.tables import Column, Table
from assessment.journey.results.models import Result
from assessment.outputs.exports.presenters.tables import tables_of
from assessment.outputs.exports.presenters.xlsx import WorkbookProperties, unique, workbook
from assessment.outputs.exports.queries import Exported
from assessment.outputs.reports.presenters.palettes import Palette, palette_of
from assessment.parties.catalogue.library import sample_submissions
from tests.outputs.exports.exporting import rows_of
from tests.outputs.exports.parts import faults_of, parts_of, xml_of

SHEETS = ["Summary", "Levels", "Answers", "Plan", "Trend", "About"]
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"


def exported_of(submissions: tuple[Submission, ...]) -> Exported:
    """What would be exported of these checks; a result is needed only for JSON."""
    wish = PlanWish(hours=20, money=200, max_actions=5)
    return Exported(result=Result(), submissions=submissions, plan=None, wish=wish)


def file_of(
    submissions: tuple[Submission, ...] = sample_submissions(),
    author: str = "North & South",
    palette: Palette | None = None,
) -> bytes:
    found = exported_of(submissions)
    about = WorkbookProperties(
        title="Salt & Pepper, 2026-Q4",
        author=author,
        day=found.day,
        palette=palette or palette_of("#1D4E63"),
    )
    return workbook(tables_of(found), about)


@pytest.fixture(scope="module")
def file() -> bytes:
    return file_of()


@pytest.fixture(scope="module")
def book(file: bytes) -> Any:
    return load_workbook(io.BytesIO(file))


@pytest.mark.parametrize("count", [1, 2, 8])
def test_every_part_is_there_has_a_type_and_is_used(count: int) -> None:
    assert faults_of(parts_of(file_of(sample_submissions()[-count:]))) == []


def test_each_sheet_is_a_table_whose_headings_filter_it(book: Any) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book:
        [table] = sheet.tables.values()
        assert table.autoFilter.ref == table.ref
        heads = [cell.value for cell in sheet[1][: len(table.tableColumns)]]
        assert [column.name for column in table.tableColumns] == heads
    names = [table.name for sheet in book for table in sheet.tables.values()]
    assert len(set(names)) == len(SHEETS)


def test_sheets_are_set_up_for_print_and_for_reading(book: Any) -> None:
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        # One page wide is what a fit to pages means unless it says otherwise.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.oddHeader.left.text == "Salt && Pepper, 2026-Q4"
        assert sheet.oddFooter.left.text == "North && South"
        assert sheet.oddFooter.right.text == "&P / &N"


def test_columns_that_need_it_have_a_note_by_the_author_of_the_workbook(book: Any) -> None:
    noted_columns = {
        sheet.title: [cell.value for cell in sheet[1] if cell.comment] for sheet in book
    }

    assert noted_columns["Summary"] == [
        "Score",
        "Cautious",
        "Change since last time",
        "Questions compared",
        "Best possible",
        "How sure the change is",
    ]
    assert noted_columns["Plan"][0] == "Status"
    notes = [cell.comment for sheet in book for cell in sheet[1] if cell.comment]
    assert {note.author for note in notes} == {"North & South"}
    assert all(note.text for note in notes)


def test_the_charts_are_native_and_say_what_they_show(file: bytes) -> None:
    parts = parts_of(file)

    charts = [parts[name].decode() for name in sorted(parts) if "/charts/chart" in name]
    assert ["<c:barChart>" in chart for chart in charts] == [True, False]
    assert "<c:lineChart>" in charts[1]
    assert "Summary!$B$2:$B$7" in charts[0]
    assert [f"Trend!${column}$2:${column}$9" in charts[1] for column in "EFGHIJ"] == [True] * 6
    said = [
        each.get("descr", "")
        for name in sorted(parts)
        if name.startswith("xl/drawings/drawing")
        for each in xml_of(parts, name).iter(ANCHOR)
    ]
    assert said[0].startswith("A bar for each score out of 100: Overall 59, Consistency 52")
    assert said[1] == "A line for each area from 2025-Q1 to 2026-Q4, from 0 to 100."


def test_one_quarter_has_no_lines() -> None:
    parts = parts_of(file_of(sample_submissions()[-1:]))

    assert len([name for name in parts if "/charts/chart" in name]) == 1


def test_the_other_actions_considered_follow_the_plan_with_the_reason(book: Any) -> None:
    head, *rows = rows_of(book, "Plan")

    chosen = [row for row in rows if row[5] == "Suggested"]
    others = [row for row in rows if row[5] == "Not chosen"]
    assert rows == [*chosen, *others]
    assert len(others) > 10
    assert not {row[1] for row in chosen} & {row[1] for row in others}
    assert all(row[0] is None and row[7] is not None and row[12] for row in others)
    assert head[12] == "Note"


def test_whole_numbers_have_no_lone_decimal_point(book: Any) -> None:
    formats = {
        cell.number_format
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int)
    }

    assert formats == {"#,##0"}


def test_it_has_the_author_and_the_colours_of_the_practice(book: Any) -> None:
    palette = palette_of("#1D4E63")

    assert book.properties.creator == "North & South"
    heads = [cell for sheet in book for cell in sheet[1]]
    assert {cell.fill.fgColor.rgb[2:] for cell in heads} == {palette.wash[1:].upper()}
    assert {cell.font.color.rgb[2:] for cell in heads} == {palette.dark[1:].upper()}


def test_a_heading_is_never_a_formula_and_never_twice_the_same() -> None:
    columns = (Column("=1+1"), Column("Level"), Column("level"))
    table = Table(title="Plan", columns=columns, rows=())

    about = WorkbookProperties(title="A", author="B", day=exported_of(sample_submissions()).day)
    [sheet] = load_workbook(io.BytesIO(workbook((table,), about))).worksheets

    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [
        ("=1+1", "s"),
        ("Level", "s"),
        ("level 2", "s"),
    ]
    assert unique(("A", "a", "A")) == ["A", "a 2", "A 3"]
    assert next(iter(sheet.tables.values())).ref == "A1:C2"


def test_a_reason_instead_of_a_score_is_not_drawn_as_nought() -> None:
    tables = tables_of(exported_of(sample_submissions()))
    [trend] = [table for table in tables if table.title == "Trend"]

    assert trend.chart
    assert trend.chart.rows == (0, 7)
