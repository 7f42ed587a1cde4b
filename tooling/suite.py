"""Runs the tests on SQLite with coverage, then those that use the database on PostgreSQL.

Tests marked as thorough run only in the second part, because measuring coverage makes them take
three times as long.
"""

import argparse
import os

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, ROOT, VENV, Environment, Words, call, say

NOTHING_CHOSEN = 5
"""Pytest's exit code if no test was selected, which is fine for one part of the suite."""

SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile"]
COVERED = ["--cov", "--cov-report=", "--cov-fail-under=0"]


def test(options: argparse.Namespace) -> int:
    """Return non-zero if a test failed, coverage is too low, or a requirement is missing."""
    install("dev")
    (ROOT / ".coverage").unlink(missing_ok=True)
    waived, missing = what_cannot_run(options)
    left_out = [*waived, *missing]
    codes = [
        on_sqlite(left_out, options.further or [*SIDE_BY_SIDE, *COVERED]),
        on_postgresql(left_out, options.further or SIDE_BY_SIDE),
    ]
    if options.further:
        codes = [0 if code == NOTHING_CHOSEN else code for code in codes]
    elif not left_out:
        codes.append(judge_coverage())
    for mark in waived:
        say(f"! Left out, as asked by --no-{mark}: the tests marked {mark}")
    for mark in missing:
        say(f"✗ Could not run, see the line above: the tests marked {mark}")
    return int(any(codes) or bool(missing))


def what_cannot_run(options: argparse.Namespace) -> tuple[Words, Words]:
    """Return the marks of tests skipped on request, and of tests that lack a requirement."""
    needs = {"pdf": (PANGO, has_pango), "browser": (CHROMIUM, has_chromium)}
    waived = [mark for mark in needs if getattr(options, f"no_{mark}")]
    missing = [mark for mark in needs if mark not in waived and not provide(*needs[mark])]
    return waived, missing


def on_sqlite(left_out: Words, words: Words) -> int:
    say("\nThe suite, on SQLite")
    command = suite("not thorough", left_out, words)
    return call(command, compiled_once() | {"DATABASE_URL": "sqlite://:memory:"})


def on_postgresql(left_out: Words, words: Words) -> int:
    """Run on the database in DATABASE_URL, or else on a temporary one."""
    say("\nWhat touches the database, on PostgreSQL, and what tries many cases")
    command = suite("(database or thorough)", ["browser", *left_out], words)
    own = [] if "DATABASE_URL" in os.environ else [PYTHON, "-m", "tests.on_postgresql"]
    return call([*own, *command], compiled_once())


def suite(chosen: str, left_out: Words, words: Words) -> Words:
    marks = " and ".join([chosen, *(f"not {mark}" for mark in left_out)])
    return [PYTHON, "-m", "pytest", "-m", marks, *words]


def compiled_once() -> Environment:
    """Return the environment with a bytecode cache in .venv.

    The cache is used even if PYTHONDONTWRITEBYTECODE is set. Without it, each of the suite's fifty
    processes would compile Django and all other packages again.
    """
    kept = {"PYTHONPYCACHEPREFIX": str(VENV / "bytecode")}
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | kept


def judge_coverage() -> int:
    say("\nCoverage: 95 % of everything, all of the domain")
    report = [PYTHON, "-m", "coverage", "report"]
    return call(report) or call(
        [*report, "--include", "assessment/domain/*", "--fail-under", "100"]
    )
