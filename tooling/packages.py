"""Keeps the Python packages in .venv in line with the lock files, and writes those files."""

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

from tooling.machine import VENV_MODULE, has_venv_module, provide
from tooling.running import BIN, PYTHON, ROOT, VENV, Stop, Words, run_behind_a_line

LOCKS = ROOT / "requirements"
STAMP = VENV / "installed-lock"
"""A file with the name and sha256 of the lock file that .venv was installed from."""


def install(name: str) -> None:
    """Install the lock file `base` or `dev` in .venv, unless it is already up to date."""
    make_venv()
    if name == "base" and installed_lock() == "dev":
        name = "dev"  # Running the site must not remove a developer's tools.
    if is_installed(name):
        return
    file = LOCKS / f"{name}.txt"
    by_uv = ["pip", "sync", "--python", PYTHON, "--require-hashes", str(file)]
    by_pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", str(file)]
    uv = find_uv()
    line = f"Installing requirements/{file.name}"
    # Pip uses its own configuration and the system's certificates, which uv does not. So it can
    # reach packages where uv cannot, such as behind a company proxy.
    quickly = uv is not None and run_behind_a_line(line, [uv, *by_uv])
    if not quickly and not run_behind_a_line(f"{line} with pip", by_pip):
        raise Stop("Some packages could not be installed. Check your connection and try again.")
    STAMP.write_text(stamp(name))


def make_venv() -> None:
    if Path(PYTHON).exists():
        return
    if not provide(VENV_MODULE, has_venv_module):
        raise Stop("Cairn's packages need it. Install it, then run this command again.")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not run_behind_a_line("Creating .venv", make):
        raise Stop("Python could not create .venv. The output above says why.")


def find_uv() -> str | None:
    """Return the path of uv in .venv or on this machine, or install it; None if that fails."""
    found = shutil.which("uv", path=str(BIN)) or shutil.which("uv")
    if found:
        return found
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    if run_behind_a_line("Fetching uv, a fast installer", [*pip, "-r", str(LOCKS / "uv.txt")]):
        return str(BIN / "uv")
    return None


def stamp(name: str) -> str:
    return f"{name} {hashlib.sha256((LOCKS / f'{name}.txt').read_bytes()).hexdigest()}"


def installed_lock() -> str:
    """Return the name of the lock file installed in .venv, or an empty text."""
    return STAMP.read_text().partition(" ")[0] if STAMP.exists() else ""


def is_installed(name: str) -> bool:
    return STAMP.exists() and STAMP.read_text() == stamp(name)


def lock(options: argparse.Namespace) -> int:
    """Write the lock files from pyproject.toml, with hashes and without any host names."""
    make_venv()
    uv = find_uv()
    if uv is None:
        raise Stop("Locking needs uv, which could not be installed. The output above says why.")
    compile_words = [uv, "pip", "compile", "--universal", "--generate-hashes", "--no-header"]
    # In hash mode, pip requires each package to be listed with the extras that others ask for.
    compile_words += ["--no-strip-extras"]
    compile_words += ["--upgrade"] if options.upgrade else []
    sources: dict[str, Words] = {
        "base": ["pyproject.toml"],
        "dev": ["pyproject.toml", "--group", "dev", "-c", "requirements/base.txt"],
        "uv": ["--group", "installer"],
    }
    written = [write_lock(compile_words, *source) for source in sources.items()]
    return int(not all(written))


def write_lock(compile_words: Words, name: str, source: Words) -> bool:
    file = f"requirements/{name}.txt"
    return run_behind_a_line(f"Locking {file}", [*compile_words, *source, "-o", file])
