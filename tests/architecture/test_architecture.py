"""Tests that the drawing is up to date, modules are filed in rooms, and names are unambiguous."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.files import ROOT, named, nodes_of, python_files
from tooling import drawing

GLOSSARY = (ROOT / "docs/glossary.md").read_text()
DJANGO_LOOKS_THERE = {"management", "migrations", "templatetags"}
MOST_HELPERS_USED_ONCE = 0.12
FACADES = {"__init__", "admin", "apps", "models", "urls"}


def our_modules() -> list[Path]:
    return [p for p in python_files("assessment", "cxsite") if "migrations" not in p.parts]


def class_names(path: Path) -> Iterator[str]:
    """Yield the classes of a module, except `Meta` and `Command`, whose names Django requires."""
    names = (node.name for node in nodes_of(path) if isinstance(node, ast.ClassDef))
    return (name for name in names if name not in {"Meta", "Command"})


def words_to_avoid() -> list[str]:
    """Return the class names in the last column of the glossary."""
    rows = (line for line in GLOSSARY.splitlines() if line.startswith("|"))
    last = (line.removesuffix("|").rpartition("|")[2] for line in rows)
    return re.findall(r"`([A-Z]\w+)`", " ".join(last))


def test_the_drawing_matches_the_contracts() -> None:
    assert drawing.DRAWING.read_text() == drawing.drawing(), "run ./dev draw"


def test_every_module_belongs_to_a_room_of_a_wing() -> None:
    wings = {wing.room.name: wing for wing in drawing.wings()}
    homeless = []
    for path in our_modules():
        place = path.relative_to(ROOT).with_suffix("").parts
        if place[0] == "cxsite" or place[1] in DJANGO_LOOKS_THERE:
            continue
        if place[1] in wings:
            rooms = {room.name for column in wings[place[1]].columns for room in column}
            if place[2] not in rooms | {"__init__"}:
                homeless.append(named(path))
        elif not (len(place) == 2 and place[1] in FACADES):
            homeless.append(named(path))

    assert homeless == []


def test_every_wing_and_room_has_a_docstring() -> None:
    rooms = [room for wing in drawing.wings() for column in wing.columns for room in column]
    wings = [wing.room for wing in drawing.wings()]

    assert [room.path for room in [*wings, *rooms] if not room.says.endswith(".")] == []


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a module imports."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_the_outbox_speaks_to_mail_servers() -> None:
    mail = re.compile(r"(django\.core\.mail|smtplib)\b")
    found = [path for path in our_modules() if any(map(mail.match, imported(path)))]

    assert [named(path) for path in found] == ["assessment/foundation/outbox/delivery.py"]
    assert (settings.ADMINS, settings.MANAGERS) == ([], [])  # or Django would mail them


def test_no_class_name_is_used_twice() -> None:
    places = defaultdict(list)
    for path in our_modules():
        for name in class_names(path):
            places[name].append(named(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize("word", words_to_avoid())
def test_no_class_has_a_name_that_the_glossary_avoids(word: str) -> None:
    assert [named(path) for path in our_modules() if word in class_names(path)] == []


def test_the_glossary_names_classes_that_exist() -> None:
    known = {name for path in our_modules() for name in class_names(path)}
    in_code = re.findall(r"^\|[^|]*\|([^|]*)\|", GLOSSARY, re.MULTILINE)
    named_there = set(re.findall(r"`([A-Z]\w+)`", " ".join(in_code)))

    assert named_there - known == set()


def test_few_private_helpers_are_used_only_once() -> None:
    """Too many small helpers that are used only once make code hard to follow."""
    functions, used_once = 0, 0
    for path in our_modules():
        nodes = nodes_of(path)
        uses = Counter(
            node.id if isinstance(node, ast.Name) else node.attr
            for node in nodes
            if isinstance(node, ast.Name | ast.Attribute)
        )
        names = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
        functions += len(names)
        used_once += sum(re.match("_[^_]", name) is not None and uses[name] <= 1 for name in names)

    assert used_once / functions <= MOST_HELPERS_USED_ONCE
