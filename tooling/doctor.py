"""What is here, what is missing, and the line that mends it."""

import argparse
import platform
import shutil
from typing import NamedTuple

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango
from tooling.packages import installed_lock, is_installed
from tooling.running import PYTHON, say, succeeds
from tooling.site import development


class Finding(NamedTuple):
    what: str
    fine: bool
    mend: str


def doctor(_options: argparse.Namespace) -> int:
    """Non-zero when something is missing that `./dev run` needs."""
    needed = findings()
    for finding in [*needed, *extras()]:
        mark, advice = ("✓", "") if finding.fine else ("!", f" — {finding.mend}")
        say(f"{mark} {finding.what}{advice}")
    return int(not all(finding.fine for finding in needed))


def findings() -> list[Finding]:
    held = installed_lock()
    migrated = [PYTHON, "manage.py", "migrate", "--check"]
    return [
        Finding(f"Python {platform.python_version()}", fine=True, mend=""),
        Finding("Packages as locked", is_installed(held), "./dev run"),
        Finding("Pango, for PDF reports", has_pango(), PANGO.line()),
        Finding("Tables of the development site", succeeds(migrated, development()), "./dev run"),
    ]


def extras() -> list[Finding]:
    return [
        Finding("Chromium, for browser tests", has_chromium(), CHROMIUM.line()),
        Finding("npm, only for ./dev vendor", bool(shutil.which("npm")), "install Node.js"),
    ]
