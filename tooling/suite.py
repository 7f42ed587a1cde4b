"""Runs the tests on SQLite with coverage, then those that depend on the database on PostgreSQL.

Tests marked as thorough try many cases of what other tests cover. They run in the second part only.
"""

import argparse
import json
import os

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, VENV, Environment, Words, call, say

NOTHING_CHOSEN = 5
"""Pytest's exit code if no test was selected, which is fine for one part of the suite."""

COVERAGE = VENV / "coverage.json"
LEAST_COVERED, COMPLETE = 95, 100
"""Per cent of all lines and branches, and of those in the domain."""

# tests/conftest.py puts the longest files first, which xdist's own order would undo.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
PYTEST = [PYTHON, "-m", "pytest"]
# Slipcover removes the probes of lines that have run. Tracing every line doubles the CPU time.
COVERED_PYTEST = [
    *(PYTHON, "-m", "slipcover", "--json", "--out", str(COVERAGE)),
    *("-m", "pytest", "-p", "tests.slipcover_plugin"),
]


def test(options: argparse.Namespace) -> int:
    """Return non-zero if a test failed, coverage is too low, or a requirement is missing."""
    install("dev")
    COVERAGE.unlink(missing_ok=True)
    waived, missing = what_cannot_run(options)
    left_out = [*waived, *missing]
    codes = [
        on_sqlite(left_out, options.further),
        on_postgresql(left_out, options.further),
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


def on_sqlite(left_out: Words, further: Words) -> int:
    say("\nThe suite, on SQLite")
    pytest = PYTEST if further else COVERED_PYTEST
    command = [*pytest, *chosen("not thorough", left_out, further)]
    return call(command, compiled_once() | {"DATABASE_URL": "sqlite://:memory:"})


def on_postgresql(left_out: Words, further: Words) -> int:
    """Run on the database in DATABASE_URL, or else on a temporary one."""
    say("\nTests that depend on the database, on PostgreSQL, and property tests")
    command = [*PYTEST, *chosen("(both_databases or thorough)", ["browser", *left_out], further)]
    own = [] if "DATABASE_URL" in os.environ else [PYTHON, "-m", "tests.on_postgresql"]
    return call([*own, *command], compiled_once())


def chosen(marks: str, left_out: Words, further: Words) -> Words:
    """Which tests to run, for pytest."""
    wanted = " and ".join([marks, *(f"not {mark}" for mark in left_out)])
    return ["-m", wanted, *(further or SIDE_BY_SIDE)]


def compiled_once() -> Environment:
    """Return the environment with a bytecode cache in .venv.

    The cache is used even if PYTHONDONTWRITEBYTECODE is set. Without it, each of the suite's fifty
    processes would compile Django and all other packages again.
    """
    kept = {"PYTHONPYCACHEPREFIX": str(VENV / "bytecode")}
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | kept


def judge_coverage() -> int:
    say(f"\nCoverage: {LEAST_COVERED} % of everything, all of the domain")
    measured = json.loads(COVERAGE.read_text())
    covered = {name: file["summary"]["percent_covered"] for name, file in measured["files"].items()}
    for name, percent in sorted(covered.items(), key=lambda line: line[1]):
        if percent < COMPLETE:
            missing = measured["files"][name]["missing_lines"]
            say(f"{percent:5.1f} % {name}, not run: {missing}")
    total = measured["summary"]["percent_covered"]
    say(f"{total:5.1f} % of everything")
    domain = [percent for name, percent in covered.items() if "assessment/domain/" in name]
    return int(total < LEAST_COVERED or min(domain) < COMPLETE)
