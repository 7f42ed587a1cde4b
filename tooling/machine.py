"""What Cairn needs from the system's own packages, and how to install it."""

import importlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from typing import NamedTuple

from tooling.running import PYTHON, Words, run_behind_a_line, say, succeeds


class Needed(NamedTuple):
    """Something that a system package provides, with the package names of each system."""

    what: str
    apt: str
    dnf: str
    brew: str

    def line(self) -> str:
        """Return the command for an administrator to install it."""
        if shutil.which("apt-get"):
            return f"sudo apt-get install -y --no-install-recommends {self.apt}"
        if shutil.which("dnf"):
            return f"sudo dnf install -y {self.dnf}"
        return f"brew install {self.brew}"


VENV_MODULE = Needed("Python's venv module", "python3-venv", "python3", "python")
PANGO = Needed(
    "Pango, for PDF reports",
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "pango",
    "pango",
)
CHROMIUM = Needed(
    "Chromium, for browser tests", "chromium libatomic1", "chromium libatomic", "chromium"
)


def has_venv_module() -> bool:
    # Debian puts the part of `venv` that installs pip in a package of its own.
    return importlib.util.find_spec("ensurepip") is not None


def has_pango() -> bool:
    return succeeds([PYTHON, "-c", "import weasyprint"])


def has_temporary_folder() -> bool:
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        return False
    return True


def has_chromium() -> bool:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    # Playwright controls Chromium through a program of its own, which needs libatomic.
    return bool(found) and succeeds([PYTHON, "-m", "playwright", "--version"])


def provide(needed: Needed, works: Callable[[], bool]) -> bool:
    """Check for it, install it if we are allowed to, or print the command that does."""
    if works():
        return True
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and succeeds([*as_root, "true"]):
        install_with_apt(needed, as_root)
        importlib.invalidate_caches()
        if works():
            return True
    say(f"! {needed.what}: not installed. To install it, run:\n    {needed.line()}")
    return False


def install_with_apt(needed: Needed, as_root: Words) -> None:
    """Install the packages, after updating the package lists if they are unknown here."""
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "-y", "--no-install-recommends", *needed.apt.split()]
    if not succeeds([*install, "--print-uris"]):
        run_behind_a_line("Fetching the list of system packages", [*apt, "update"])
    run_behind_a_line(f"{needed.what}: installing {needed.apt} with apt-get", install)
