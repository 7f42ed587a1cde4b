"""Tests that import contracts hold, files stay small, and third-party files have licences."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import Engine

from tests.architecture.files import (
    ROOT,
    every_file,
    named,
    python_files,
    template_files,
    written_files,
)

MOST_LINES_OF_PYTHON = 400
MOST_LINES_OF_TEMPLATE = 150
FOREIGN = [
    path for path in every_file() if path.suffix in {".ttf", ".woff2"} or "vendor" in path.parts
]
# The names are split so that the pattern does not match its own source.
INDEXES = re.compile(
    r"(?:cdnjs|jsdelivr|npmjs|pypi|pythonhosted|unpkg|yarnpkg)\.[a-z]", re.IGNORECASE
)


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_python_file_is_too_long() -> None:
    ours = python_files("assessment", "cxsite", "tests", "tooling")
    ours = [path for path in ours if "migrations" not in path.parts]

    assert [named(path) for path in ours if lines(path) > MOST_LINES_OF_PYTHON] == []


def test_no_template_is_too_long() -> None:
    long = [named(path) for path in template_files() if lines(path) > MOST_LINES_OF_TEMPLATE]

    assert long == []


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", FOREIGN, ids=named)
def test_every_third_party_file_has_its_licence_next_to_it(path: Path) -> None:
    family = path.stem.split("-")[0]
    beside = {file.name for file in path.parent.iterdir()}
    own = {name for name in beside if name.startswith(family) and name.endswith("-OFL.txt")}

    assert own or beside & {"LICENSE", "OFL.txt"}


def test_third_party_files_match_their_checksums() -> None:
    sums = (ROOT / "requirements/vendor.sha256").read_text().split()
    taken = dict(zip(sums[1::2], sums[::2], strict=True))

    assert set(taken) >= {named(path) for path in FOREIGN}
    for name, digest in taken.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest, name


def test_lock_files_contain_hashes_but_no_urls() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        assert "--hash=sha256:" in lock.read_text()
        assert "://" not in lock.read_text(), named(lock)
        assert "index-url" not in lock.read_text(), named(lock)


def test_no_file_names_a_package_index() -> None:
    ours = (path for path in written_files() if "vendor" not in path.parts)
    found = {named(path): INDEXES.findall(path.read_text()) for path in ours}

    assert {name: hosts for name, hosts in found.items() if hosts} == {}


# ---- templates

LOAD = re.compile(r"\{%\s*load\s+([^%]*?)\s*%\}")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def unused_libraries(path: Path) -> list[str]:
    """Return the libraries that a template loads without using any of their tags or filters."""
    source = COMMENT.sub("", path.read_text())
    names = [name for loaded in LOAD.findall(source) for name in loaded.split()]
    used = set(re.findall(r"\{%\s*(\w+)|\|(\w+)", LOAD.sub("", source)))
    tags, filters = ({found[place] for found in used} for place in (0, 1))
    libraries = {name: Engine.get_default().template_libraries[name] for name in names}
    return [
        name
        for name, library in libraries.items()
        if tags.isdisjoint(library.tags) and filters.isdisjoint(library.filters)
    ]


def test_templates_use_every_library_they_load() -> None:
    unused = {named(path): unused_libraries(path) for path in template_files()}

    assert {name: names for name, names in unused.items() if names} == {}


def test_every_partial_documents_its_variables_in_the_first_line() -> None:
    partials = [path for path in template_files() if path.name.startswith("_")]
    first = {named(path): path.read_text().partition("\n")[0] for path in partials}

    assert [name for name, line in first.items() if not re.match(r"\{# .*\bTakes\b", line)] == []
