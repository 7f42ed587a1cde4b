"""The repository's own files: what we wrote and what we ship."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = (".ci", ".github", "assessment", "cxsite", "requirements", "static", "templates", "tests")
ALSO_OURS = (".env.example", "CHANGELOG.md", "LICENSE", "README.md", "dev", "manage.py")
BYTES = {".ico", ".jpg", ".pdf", ".png", ".ttf", ".woff2"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def every_file() -> list[Path]:
    """All files but what tools leave behind."""
    tops = [ROOT / top for top in (*OURS, "tooling")]
    below = [path for top in tops for path in top.rglob("*") if path.is_file()]
    kept = [path for path in below if "__pycache__" not in path.parts]
    return sorted([*kept, *(ROOT / name for name in ALSO_OURS), ROOT / "pyproject.toml"])


def written_files() -> Iterator[Path]:
    """Those that hold text."""
    return (path for path in every_file() if path.suffix not in BYTES)


def python_files(*tops: str) -> list[Path]:
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


def template_files() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
