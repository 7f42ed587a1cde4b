"""The house keeps its floors, its files stay small, and what we ship may be shipped."""

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
# Written so that this line does not find itself.
INDEXES = re.compile(
    r"(?:cdnjs|jsdelivr|npmjs|pypi|pythonhosted|unpkg|yarnpkg)\.[a-z]", re.IGNORECASE
)


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_of_python_tells_more_than_one_story() -> None:
    ours = python_files("assessment", "cxsite", "tests", "tooling")
    ours = [path for path in ours if "migrations" not in path.parts]

    assert [named(path) for path in ours if lines(path) > MOST_LINES_OF_PYTHON] == []


def test_no_template_is_longer_than_a_page() -> None:
    long = [named(path) for path in template_files() if lines(path) > MOST_LINES_OF_TEMPLATE]

    assert long == []


def test_rooms_and_floors_keep_their_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", FOREIGN, ids=named)
def test_what_others_made_has_its_licence_beside_it(path: Path) -> None:
    family = path.stem.split("-")[0]
    beside = {file.name for file in path.parent.iterdir()}
    own = {name for name in beside if name.startswith(family) and name.endswith("-OFL.txt")}

    assert own or beside & {"LICENSE", "OFL.txt"}


def test_what_others_made_is_what_we_took_from_them() -> None:
    sums = (ROOT / "requirements/vendor.sha256").read_text().split()
    taken = dict(zip(sums[1::2], sums[::2], strict=True))

    assert set(taken) >= {named(path) for path in FOREIGN}
    for name, digest in taken.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest, name


def test_locks_hold_hashes_and_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        assert "--hash=sha256:" in lock.read_text()
        assert "://" not in lock.read_text(), named(lock)
        assert "index-url" not in lock.read_text(), named(lock)


def test_nothing_we_wrote_names_a_package_index() -> None:
    ours = (path for path in written_files() if "vendor" not in path.parts)
    found = {named(path): INDEXES.findall(path.read_text()) for path in ours}

    assert {name: hosts for name, hosts in found.items() if hosts} == {}


# ---- templates

LOAD = re.compile(r"\{%\s*load\s+([^%]*?)\s*%\}")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def loads_for_nothing(path: Path) -> list[str]:
    """The libraries of which a template uses no tag and no filter."""
    words = COMMENT.sub("", path.read_text())
    names = [name for loaded in LOAD.findall(words) for name in loaded.split()]
    used = set(re.findall(r"\{%\s*(\w+)|\|(\w+)", LOAD.sub("", words)))
    tags, filters = ({found[place] for found in used} for place in (0, 1))
    libraries = {name: Engine.get_default().template_libraries[name] for name in names}
    return [
        name
        for name, library in libraries.items()
        if tags.isdisjoint(library.tags) and filters.isdisjoint(library.filters)
    ]


def test_every_library_that_is_loaded_is_used() -> None:
    needless = {named(path): loads_for_nothing(path) for path in template_files()}

    assert {name: names for name, names in needless.items() if names} == {}


def test_every_partial_says_in_its_first_line_what_it_takes() -> None:
    partials = [path for path in template_files() if path.name.startswith("_")]
    first = {named(path): path.read_text().partition("\n")[0] for path in partials}

    assert [name for name, line in first.items() if not re.match(r"\{# .*\bTakes\b", line)] == []
