"""The commands in the documents run, and print what the documents say."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.architecture.files import ROOT
from tests.site.operations.test_without_a_key import SHEET

TEXT = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ \./dev manage (.+)\n((?:[^$].*\n|\n)*)", re.MULTILINE)
NEWER = {"CUL2": "CUL7", "PER1": "PER7", "PER4": "PER8"}
STEPPED = ("CUL1", "POL2", "CHA2")
TESTED_ELSEWHERE = {
    "report": "tests/outputs/reports/test_report_command.py",
    "import_business": "tests/outputs/portability/test_exports_business.py",
}


def examples() -> Iterator[tuple[str, list[str]]]:
    """Yield each command in the document with the lines that it prints, shortened or not."""
    for block in BLOCK.findall(TEXT):
        for command, printed in COMMAND.findall(block):
            yield command, [line.strip() for line in printed.splitlines() if line.strip() != "…"]


RUN = [pair for pair in examples() if pair[0].split()[0] not in TESTED_ELSEWHERE]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the document, as it describes them."""
    assert SHEET
    check = json.loads(SHEET[1])
    answers = {NEWER.get(code, code): answer for code, answer in check["answers"].items()}
    before = check | {"model": "cairn-1.1", "answers": answers}
    [heard] = [
        json.loads(block) for block in BLOCK.findall(TEXT) if block.startswith('{"recommend"')
    ]
    stepped = {code: {"value": answers[code]["value"] + 1} for code in STEPPED}
    written: dict[str, Any] = {
        "check": check,
        "before": before,
        "now": before | {"answers": answers | stepped},
        "bakery": before | {"trade": "food", "team_size": "1"},
        "voices": heard,
    }
    for name, document in written.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_the_documented_commands_are_all_tested() -> None:
    names = [command.split()[0] for command, _ in examples()]

    assert set(names) == {"score", "plan", "compare", "voices", *TESTED_ELSEWHERE}
    assert [names.count(name) for name in ("score", "plan", "compare", "voices")] == [2, 2, 1, 1]
    assert all((ROOT / path).exists() for path in TESTED_ELSEWHERE.values())


@pytest.mark.parametrize(
    ("command", "printed"), RUN, ids=[f"{n} {command}" for n, (command, _) in enumerate(RUN)]
)
def test_a_documented_command_prints_what_the_document_says(
    files: None, command: str, printed: list[str]
) -> None:
    out = io.StringIO()

    call_command(*command.split(), stdout=out)

    lines = iter([line.strip() for line in out.getvalue().splitlines()])
    # Each line is looked for after the one before it, because the document leaves some out.
    assert [line for line in printed if line not in lines] == []
    assert printed
