"""`manage.py report` turns an answer sheet into a PDF without a database."""

import io
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command

from assessment.foundation.pdf.faults import CannotPrint
from assessment.management.commands import report as report_command
from tests.outputs.reports.documents import SHEET
from tests.outputs.reports.reading import pages_of, squeezed, text_of


def report(folder: Path, document: object, *options: str) -> list[Path]:
    """Run the command and return the paths that it prints."""
    file, out = folder / "sheet.json", io.StringIO()
    file.write_text(json.dumps(document), encoding="utf-8")
    call_command("report", str(file), "--out", str(folder / "plan.pdf"), *options, stdout=out)
    return [Path(line) for line in out.getvalue().splitlines()]


def test_a_sheet_becomes_the_owner_edition_and_its_path_is_printed(tmp_path: Path) -> None:
    paths = report(tmp_path, SHEET)

    assert paths == [tmp_path / "plan.pdf"]
    text = text_of(paths[0].read_bytes())
    assert squeezed("Your plan until 31 December") in text
    assert squeezed("October to December 2026") in text


def test_edition_and_paper_size_can_be_chosen(tmp_path: Path) -> None:
    (path,) = report(tmp_path, SHEET, "--edition", "summary", "--paper", "letter")

    assert pages_of(path.read_bytes()) == 1


def test_each_sheet_of_a_list_gets_a_file_with_its_number(tmp_path: Path) -> None:
    other: dict[str, Any] = SHEET | {"business": "Café Lindberg"}
    paths = report(tmp_path, [SHEET, other], "--edition", "summary")

    assert paths == [tmp_path / "plan-1.pdf", tmp_path / "plan-2.pdf"]
    assert squeezed("Café Lindberg") in text_of(paths[1].read_bytes())


def test_a_bad_sheet_is_refused_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^\[1\]\.quarter: must be a year") as refused:
        report(tmp_path, [SHEET, SHEET | {"quarter": "soon"}])

    assert refused.value.returncode == 2
    assert not list(tmp_path.glob("*.pdf"))


def test_pins_that_do_not_fit_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    greedy = SHEET | {"plan": {"hours": 1, "money": 0, "pin": ["POL2q"]}}
    with pytest.raises(CommandError, match=r"^\[1\]\.plan\.pin: the pinned actions") as refused:
        report(tmp_path, [SHEET, greedy])

    assert refused.value.returncode == 2
    assert not list(tmp_path.glob("*.pdf"))


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps(SHEET), encoding="utf-8")

    with pytest.raises(CommandError, match=r"^--out: cannot be written") as refused:
        call_command("report", str(file), "--out", str(tmp_path / "nowhere" / "plan.pdf"))

    assert refused.value.returncode == 2


def test_an_edition_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="poster"):
        report(tmp_path, SHEET, "--edition", "poster")


def test_a_pdf_that_cannot_be_printed_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Mock(side_effect=CannotPrint("Pango is missing", reason="pango"))
    monkeypatch.setattr(report_command, "render", broken)

    with pytest.raises(CommandError, match=r"^The PDF could not be created: Pango is missing$"):
        report(tmp_path, SHEET)

    assert not list(tmp_path.glob("*.pdf"))
