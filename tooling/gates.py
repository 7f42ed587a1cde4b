"""The linters and checks that every change must pass."""

import argparse
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tooling.packages import install
from tooling.running import BIN, PYTHON, ROOT, Environment, Words, run_behind_a_line, say

DEVELOPING = {"DEVELOPMENT": "true", "DATABASE_URL": "sqlite://:memory:"}
SERVING = {
    "DEVELOPMENT": "false",
    "SECRET_KEY": secrets.token_hex(32),
    "DATABASE_URL": "sqlite://:memory:",
}


class Gate(NamedTuple):
    name: str
    command: Words
    settings: Environment = DEVELOPING

    def passes(self) -> bool:
        return run_behind_a_line(self.name, self.command, os.environ | self.settings)


def lint(_options: argparse.Namespace) -> int:
    """Run every gate, even after one has failed."""
    install("dev")
    chosen = gates()
    # The gates are processes of their own, so threads are enough to run two at the same time.
    with ThreadPoolExecutor(max_workers=2) as two_at_once:
        passed = list(two_at_once.map(Gate.passes, chosen))
    failed = [gate.name for gate, passes in zip(chosen, passed, strict=True) if not passes]
    say(f"\n{len(chosen) - len(failed)} passed, {len(failed)} failed")
    if failed:
        say(f"✗ {', '.join(failed)}")
    return int(bool(failed))


def gates() -> list[Gate]:
    """Return the gates, slowest first, with the settings of a live site for Django's own check."""
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
    return [
        Gate("mypy", tool("mypy")),
        Gate("ruff", tool("ruff", "check")),
        Gate("ruff format", tool("ruff", "format", "--check")),
        Gate("import-linter", tool("lint-imports", "--no-logo")),
        Gate("djade", tool("djade", "--check", "--target-version", "5.2", *templates)),
        Gate("djhtml", tool("djhtml", "--check", "--tabwidth", "2", *templates)),
        Gate("djlint", tool("djlint", "--lint", "--quiet", "templates")),
        Gate("migrations", manage("makemigrations", "--check", "--dry-run")),
        Gate("settings", manage("check", "--deploy", "--fail-level", "WARNING"), SERVING),
        Gate("deptry", tool("deptry", ".")),
        Gate("vulture", tool("vulture")),
    ]


def tool(name: str, *words: str) -> Words:
    return [str(BIN / name), *words]


def manage(*words: str) -> Words:
    return [PYTHON, "manage.py", *words]
