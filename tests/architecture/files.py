"""Lists of the repository's own files: those we wrote and those we ship."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    ".ci",
    ".github",
    "assessment",
    "benchmarks",
    "cxsite",
    "docs",
    "requirements",
    "static",
    "templates",
    "tests",
    "tooling",
)
ALSO_OURS = (
    ".env.example",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dev",
    "manage.py",
    "pyproject.toml",
)
BYTES = {".ico", ".jpg", ".pdf", ".png", ".ttf", ".webp", ".woff2"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def every_file() -> list[Path]:
    """Return all files except those that tools generate."""
    below = [path for top in OURS for path in (ROOT / top).rglob("*")]
    found = [*below, *(ROOT / name for name in ALSO_OURS)]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def written_files() -> Iterator[Path]:
    """Return all text files."""
    return (path for path in every_file() if path.suffix not in BYTES)


def python_files(*tops: str) -> list[Path]:
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module, the module itself first."""
    return tuple(ast.walk(ast.parse(path.read_text())))


def template_files() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
