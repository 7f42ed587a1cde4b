"""Lists what is installed, what is missing, and the command that fixes it."""

import argparse
import platform
import shutil
from typing import NamedTuple

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, has_temporary_folder
from tooling.packages import installed_lock, is_installed
from tooling.running import PYTHON, say, succeeds
from tooling.site import development


class Finding(NamedTuple):
    what: str
    fine: bool
    fix: str


def doctor(_options: argparse.Namespace) -> int:
    """Print the findings; return non-zero if something that `./dev run` needs is missing."""
    needed = findings()
    for finding in [*needed, *extras()]:
        mark, advice = ("✓", "") if finding.fine else ("!", f" — {finding.fix}")
        say(f"{mark} {finding.what}{advice}")
    return int(not all(finding.fine for finding in needed))


def findings() -> list[Finding]:
    held = installed_lock()
    folder = "make /tmp writable, or set TMPDIR to a folder that is"
    migrated = [PYTHON, "manage.py", "migrate", "--check"]
    return [
        Finding(f"Python {platform.python_version()}", fine=True, fix=""),
        Finding("Packages match the lock file", is_installed(held), "./dev run"),
        Finding("Pango, for PDF reports", has_pango(), PANGO.line()),
        Finding("Folder for temporary files, for PDF reports", has_temporary_folder(), folder),
        Finding("Database tables up to date", succeeds(migrated, development()), "./dev run"),
    ]


def extras() -> list[Finding]:
    return [
        Finding("Chromium, for browser tests", has_chromium(), CHROMIUM.line()),
        Finding("npm, only for ./dev vendor", bool(shutil.which("npm")), "install Node.js"),
    ]
