"""Commands that only read a file need no settings; those that serve or write need the key."""

import json
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from assessment.parties.catalogue.library import OWN_MODEL
from tests.architecture.files import ROOT

SHEET = re.search(r"```json\n(.*?)```", (ROOT / "docs/command-line.md").read_text(), re.DOTALL)
ACTED = "CUL1,POL2,CHA2q"
NO_KEY = "Set the SECRET_KEY environment variable"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A fresh checkout without .env or database, with the documented example beside it."""
    for name in ("cxsite", "manage.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    for name in ("assessment", "static", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert SHEET
    (tmp_path / "check.json").write_text(SHEET[1], encoding="utf-8")
    return tmp_path


def run(place: Path, *words: str, **environment: str) -> Any:
    """Run a command in an environment that is empty otherwise."""
    command = [sys.executable, *words]
    return subprocess.run(
        command,
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_sheet_is_scored_and_planned(bare: Path) -> None:
    score = run(bare, "manage.py", "score", "check.json")
    plan = run(bare, "manage.py", "plan", "check.json")

    assert (score.returncode, plan.returncode) == (0, 0), score.stderr + plan.stderr
    assert json.loads(score.stdout)["overall"]["shown"] == 52
    planned = json.loads(plan.stdout)
    assert [planned[name] for name in ("value", "levels_gained", "money")] == [32, 2, 45]


def test_a_sheet_of_the_first_questions_keeps_its_score_and_plan(bare: Path) -> None:
    assert SHEET
    old = json.loads(SHEET[1]) | {"model": "cairn-1.0"}
    for earlier, later in {"CUL2": "CUL7", "PER1": "PER7", "PER4": "PER8"}.items():
        old["answers"][earlier] = old["answers"].pop(later)
    (bare / "old.json").write_text(json.dumps(old), encoding="utf-8")

    score = run(bare, "manage.py", "score", "old.json")
    plan = run(bare, "manage.py", "plan", "old.json")

    scored, planned = json.loads(score.stdout), json.loads(plan.stdout)
    assert (scored["rule"], scored["overall"]["shown"]) == ("sss-1", 52)
    assert (scored["overall"]["level"], scored["overall"]["steps_to_next"]) == ("starting", 1)
    assert [planned[name] for name in ("value", "levels_gained", "money")] == [32, 3, 50]


def test_two_sheets_are_scored_and_compared_with_their_doubt(bare: Path) -> None:
    assert SHEET
    before = json.loads(SHEET[1])
    now = deepcopy(before) | {"quarter": "2027-Q1"}
    for code in ("CUL1", "POL2", "CHA2"):
        now["answers"][code]["value"] += 1
    (bare / "before.json").write_text(json.dumps(before), encoding="utf-8")
    (bare / "now.json").write_text(json.dumps(now), encoding="utf-8")

    score = run(bare, "manage.py", "score", "before.json")
    compare = run(bare, "manage.py", "compare", "before.json", "now.json", "--acted", ACTED)

    assert (score.returncode, compare.returncode) == (0, 0), score.stderr + compare.stderr
    assert json.loads(score.stdout)["overall"]["chances"]["solid"] == "0.519503586"
    assert json.loads(compare.stdout)["acted"] == {
        "word": "likely",
        "delta": "1",
        "variance": "127/810",
        "practices": 3,
        "controls": 21,
    }


def test_voices_are_scored(bare: Path) -> None:
    (bare / "voices.json").write_text('{"recommend": [10, 9, 9, 7, 3]}', encoding="utf-8")

    voices = run(bare, "manage.py", "voices", "voices.json")

    assert voices.returncode == 0, voices.stderr
    assert json.loads(voices.stdout)["recommend"]["score"] == "40"


def test_manage_py_prints_on_a_console_that_knows_only_ascii(bare: Path) -> None:
    words = ("shell", "-v0", "-c", "print('Café')")

    printed = run(
        bare, "manage.py", *words, SECRET_KEY="0123456789abcdef" * 2, PYTHONIOENCODING="ascii"
    )

    assert printed.stdout == "Caf\\u00e9\n", printed.stderr


@pytest.mark.parametrize(
    ("setting", "value"), [("HTTPS", "ture"), ("DATABASE_URL", "postgres://u:hunter2#@h/d")]
)
def test_a_refused_setting_is_one_line(bare: Path, setting: str, value: str) -> None:
    refused = run(bare, "manage.py", "check", SECRET_KEY="0123456789abcdef" * 2, **{setting: value})

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith(setting)
    assert "hunter2" not in refused.stderr


def test_a_model_file_is_checked(bare: Path) -> None:
    file = f"assessment/parties/catalogue/content/{OWN_MODEL}.toml"

    checked = run(bare, "manage.py", "check_model", file)

    assert checked.stdout.startswith(f"{OWN_MODEL} has no faults"), checked.stderr


@pytest.mark.pdf
def test_a_report_is_printed(bare: Path) -> None:
    printed = run(bare, "manage.py", "report", "check.json", "--out", "plan.pdf")

    assert printed.stdout == "plan.pdf\n", printed.stderr
    assert (bare / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_refusal_is_one_line_without_a_key_too(bare: Path) -> None:
    (bare / "check.json").write_text("{}", encoding="utf-8")

    refused = run(bare, "manage.py", "plan", "check.json")

    assert refused.returncode == 2
    assert refused.stderr == "CommandError: business: must be text that is not empty\n"


@pytest.mark.parametrize(
    "words",
    [
        ("manage.py", "runserver", "--noreload"),
        ("manage.py", "migrate"),
        ("manage.py", "check"),
        ("manage.py", "run_schedule", "--once"),
        ("manage.py", "load_model"),
        ("manage.py", "import_business", "check.json", "--owner", "a@example.com"),
        ("manage.py", "demo", "score"),
        ("-c", "import cxsite.wsgi"),
        ("-c", "import sys; sys.argv = ['manage.py', 'score']; import cxsite.wsgi"),
    ],
    ids=" ".join,
)
def test_commands_that_serve_or_write_do_not_start_without_a_key(
    bare: Path, words: tuple[str, ...]
) -> None:
    refused = run(bare, *words)

    assert refused.returncode != 0
    assert NO_KEY in refused.stderr
    assert list(bare.glob("*.sqlite3*")) == []
