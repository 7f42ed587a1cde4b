"""Python packages: .venv kept at the lock, and the locks themselves."""

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

from tooling.machine import VENV_MODULE, has_venv_module, provide
from tooling.running import BIN, PYTHON, ROOT, VENV, Stop, Words, run_behind_a_line

LOCKS = ROOT / "requirements"
STAMP = VENV / "installed-lock"
"""Which lock .venv holds: its name and sha256."""


def install(name: str) -> None:
    """Bring .venv to the lock `base` or `dev`; what is as locked already is left in peace."""
    make_venv()
    if name == "base" and installed_lock() == "dev":
        name = "dev"  # a developer's tools stay when the site is run
    if is_installed(name):
        return
    file = LOCKS / f"{name}.txt"
    by_uv = ["pip", "sync", "--python", PYTHON, "--require-hashes", str(file)]
    by_pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", str(file)]
    uv = find_uv()
    line = f"Installing requirements/{file.name}"
    # Pip knows ways to the packages that uv does not: its own settings, the system's certificates.
    quickly = uv is not None and run_behind_a_line(line, [uv, *by_uv])
    if not quickly and not run_behind_a_line(f"{line} with pip", by_pip):
        raise Stop("Not every package could be installed. Is the network there? Then try again.")
    STAMP.write_text(stamp(name))


def make_venv() -> None:
    if Path(PYTHON).exists():
        return
    if not provide(VENV_MODULE, has_venv_module):
        raise Stop("Without it there is no place for Cairn's packages. Then run this again.")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not run_behind_a_line("Making .venv", make):
        raise Stop("Python could not make .venv. Its own words above say why.")


def find_uv() -> str | None:
    """Ours, or the machine's, or one fetched by hash; None where there is none to be had."""
    found = shutil.which("uv", path=str(BIN)) or shutil.which("uv")
    if found:
        return found
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    if run_behind_a_line("Fetching uv, a quick installer", [*pip, "-r", str(LOCKS / "uv.txt")]):
        return str(BIN / "uv")
    return None


def stamp(name: str) -> str:
    return f"{name} {hashlib.sha256((LOCKS / f'{name}.txt').read_bytes()).hexdigest()}"


def installed_lock() -> str:
    """The name of the lock that .venv holds, or nothing."""
    return STAMP.read_text().partition(" ")[0] if STAMP.exists() else ""


def is_installed(name: str) -> bool:
    return STAMP.exists() and STAMP.read_text() == stamp(name)


def lock(options: argparse.Namespace) -> int:
    """Write the locks again from pyproject.toml; they hold hashes and no host's name."""
    make_venv()
    uv = find_uv()
    if uv is None:
        raise Stop("Locking needs uv, which could not be fetched. The words above say why.")
    compile_words = [uv, "pip", "compile", "--universal", "--generate-hashes", "--no-header"]
    # In hash mode pip wants a package named with the extras that others ask for.
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
