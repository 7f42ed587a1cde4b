"""Scoring and planning without a browser or a database."""

import copy
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.core.management.base import BaseCommand

from assessment.domain.exchange.documents import sheet_document
from assessment.parties.catalogue.library import sample_submissions

SHEET = {
    "business": "Café Lindgren",
    "quarter": "2026-Q4",
    "model": "cairn-1.0",
    "answers": sheet_document(sample_submissions()[-1].sheet),
}
WISH = {"hours": 20, "money": 200, "max_actions": 5}


def sheet(**fields: Any) -> dict[str, Any]:
    return copy.deepcopy(SHEET | fields)


def run(command: str, path: Path, document: object) -> Any:
    """Run a command on a file with this document; these tests have no access to a database."""
    file = path / "sheet.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return answer(command, str(file))


def answer(command: str, file: str) -> Any:
    out = io.StringIO()
    call_command(command, file, stdout=out)
    return json.loads(out.getvalue())


def refusal(command: str, path: Path, document: object) -> str:
    with pytest.raises(CommandError) as refused:
        run(command, path, document)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_a_sheet_is_scored(tmp_path: Path) -> None:
    scored = run("score", tmp_path, sheet())

    assert list(scored) == ["model", "rule", "overall", "dimensions"]
    assert (scored["overall"]["score"], scored["overall"]["shown"]) == ("1585/27", 59)
    assert scored["dimensions"]["consistency"]["steps"] == {"solid": 0, "smooth": 2, "sparkle": 0}


def test_a_sheet_gets_a_plan(tmp_path: Path) -> None:
    plan = run("plan", tmp_path, sheet(plan=WISH))

    codes = [action["code"] for action in plan["actions"]]
    assert codes == ["POL2q", "CUL3q", "CON4q", "CON3q", "POL4q"]
    assert (plan["value"], plan["levels_gained"], plan["hours"], plan["money"]) == (44, 4, 16, 50)
    assert plan["expected"]["level"] == "smooth"


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_list_gets_a_list_in_order(tmp_path: Path, command: str) -> None:
    other = sheet(answers={code: {"value": 1} for code in SHEET["answers"]})

    both = run(command, tmp_path, [other, sheet()])

    assert both == [run(command, tmp_path, other), run(command, tmp_path, sheet())]
    assert run(command, tmp_path, []) == []


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_hyphen_reads_standard_input(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    given = io.BytesIO(json.dumps(sheet(), ensure_ascii=False).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding="ascii"))

    assert answer(command, "-")


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_refusal_is_one_line_that_names_the_field(tmp_path: Path, command: str) -> None:
    bad = sheet(quarter="winter\n2026")

    line = refusal(command, tmp_path, bad)

    assert line == "quarter: must be a year and a quarter, such as 2026-Q4"
    assert refusal(command, tmp_path, [sheet(), bad]) == f"[1].{line}"


def test_a_field_with_line_breaks_still_makes_one_line(tmp_path: Path) -> None:
    assert refusal("score", tmp_path, sheet(**{"a\nb": 1})) == "a b: is not recognised"


@pytest.mark.parametrize(
    ("pins", "line"),
    [
        (["POL1q"], "plan.pin: POL1q cannot be done at the current step of its practice"),
        (
            ["POL2d", "CUL3q"],
            (
                "plan.pin: the pinned actions need 9 hours, 50 in money and 3 actions; "
                "raise the limits or pin fewer"
            ),
        ),
    ],
)
def test_impossible_pins_are_explained(tmp_path: Path, pins: list[str], line: str) -> None:
    bad = sheet(plan={"hours": 5, "pin": pins})

    assert refusal("plan", tmp_path, bad) == line
    assert refusal("plan", tmp_path, [sheet(), bad]) == f"[1].{line}"
    assert run("score", tmp_path, bad)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "FILE: must be JSON"),
        (b"{", "FILE: must be JSON"),
        (b'{"business": "\xff"}', "FILE: must be JSON"),
        (b"[" * 100_000, "FILE: must be JSON"),
        (b"7", "the sheet: must be a JSON object"),
    ],
    ids=range(5),
)
def test_anything_but_json_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "sheet.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=words) as refused:
        call_command("score", str(file))

    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="FILE: cannot be read") as refused:
        call_command("plan", str(tmp_path / "nowhere.json"))

    assert refused.value.returncode == 2


def test_from_the_shell_a_refusal_ends_with_code_two_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps([sheet(), sheet(model="other")]), encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        shell("score", str(file))

    assert ended.value.code == 2
    written, said = capsys.readouterr()
    assert written == ""
    assert said == "CommandError: [1].model: “other” is not installed here\n"


def shell(name: str, *args: str) -> None:
    command = load_command_class("assessment", name)
    assert isinstance(command, BaseCommand)
    command.run_from_argv(["manage.py", name, *args])
