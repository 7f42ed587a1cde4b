"""Tests that the settings, commands and files named in the documentation exist."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.files import ROOT, named

CONFIGURATION = (ROOT / "docs/guides/self-hosters.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
SETTINGS = (ROOT / "cxsite/settings.py").read_text()
PAGES = [
    ROOT / "README.md",
    *sorted(path for top in (".github", "docs") for path in (ROOT / top).rglob("*.md")),
]
GUIDES = [path.read_text() for path in PAGES]
READ = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))


def run(*command: str) -> Any:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_example_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == READ


def test_the_guide_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", CONFIGURATION, re.MULTILINE)) == READ


def test_required_settings_are_not_commented_out_in_the_example() -> None:
    assert "\nSECRET_KEY=\n" in EXAMPLE


@pytest.mark.parametrize("name", sorted(READ - {"EMAIL_URL"}))
def test_every_setting_is_used_and_not_only_read(name: str) -> None:
    lines = [line for line in SETTINGS.splitlines() if re.match(rf"{name} = ", line)]
    by_us = (
        path.read_text()
        for top in ("assessment", "cxsite")
        for path in (ROOT / top).rglob("*.py")
        if path.name != "settings.py"
    )
    django_knows = {"ALLOWED_HOSTS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL"}
    django_knows |= {"DEFAULT_FROM_EMAIL", "SECRET_KEY", "STATIC_ROOT", "TIME_ZONE"}
    in_settings = len(re.findall(rf"\b{name}\b", SETTINGS)) > 1 + len(lines)

    assert name in django_knows or in_settings or any(f"settings.{name}" in text for text in by_us)


def test_every_documented_dev_command_exists() -> None:
    known = set(re.findall(r'commands\.add_parser\("(\w+)"', (ROOT / "dev").read_text()))

    assert {name for text in GUIDES for name in re.findall(r"\./dev (\w+)", text)} <= known


@pytest.mark.parametrize(
    "command",
    sorted(
        {
            found
            for text in GUIDES
            for found in re.findall(r"(?:manage\.py|\./dev manage) ([a-z_]+)", text)
        }
    ),
)
def test_every_documented_manage_py_command_exists(command: str) -> None:
    assert run(sys.executable, "manage.py", command, "--help").returncode == 0


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_documented_file_exists(page: Path) -> None:
    text = page.read_text()
    files = re.findall(r"`((?:assessment|cxsite|requirements|static|tests)/[\w./-]+)`", text)
    linked = re.findall(r"\]\((?!https?:)([\w./-]+)\)", text)

    assert [name for name in files if not (ROOT / name).exists()] == []
    assert [name for name in linked if not (page.parent / name).exists()] == []
