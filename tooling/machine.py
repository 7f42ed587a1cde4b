"""What the system's own packages must bring, and how to get it."""

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable
from typing import NamedTuple

from tooling.running import PYTHON, Words, run_behind_a_line, say, succeeds


class Needed(NamedTuple):
    """Something from the system's packages, under the names that each system gives it."""

    what: str
    apt: str
    dnf: str
    brew: str

    def line(self) -> str:
        """What an administrator types."""
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
    """Debian packs the half of it that brings pip separately."""
    return importlib.util.find_spec("ensurepip") is not None


def has_pango() -> bool:
    return succeeds([PYTHON, "-c", "import weasyprint"])


def has_chromium() -> bool:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    # Playwright's own program drives it, and needs libatomic.
    return bool(found) and succeeds([PYTHON, "-m", "playwright", "--version"])


def provide(needed: Needed, works: Callable[[], bool]) -> bool:
    """Have it, or install it where we may, or print the line that does."""
    if works():
        return True
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and succeeds([*as_root, "true"]):
        install_with_apt(needed, as_root)
        importlib.invalidate_caches()
        if works():
            return True
    say(f"! {needed.what}: not here yet. This line installs it:\n    {needed.line()}")
    return False


def install_with_apt(needed: Needed, as_root: Words) -> None:
    """Install; a machine that never heard of the packages fetches the list of them first."""
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "-y", "--no-install-recommends", *needed.apt.split()]
    if not succeeds([*install, "--print-uris"]):
        run_behind_a_line("Fetching the list of system packages", [*apt, "update"])
    run_behind_a_line(f"{needed.what}: installing {needed.apt} with apt-get", install)
