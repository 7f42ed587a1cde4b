"""The parts of a file that is a ZIP archive of XML, as Word and Excel read them."""

import io
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from docx.oxml import parse_xml

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parts_of(file: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml_of(parts: dict[str, bytes], name: str) -> Any:
    return parse_xml(parts[name])


def names(element: Any) -> list[str]:
    """The names of an element's children, without their namespaces."""
    return [child.tag.rpartition("}")[2] for child in element]


def relations_of(parts: dict[str, bytes]) -> Iterator[tuple[str, str, bool]]:
    """Every relationship: the part it belongs to, where it leads, and whether that is outside."""
    for name in parts:
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        for relation in xml_of(parts, name).iter(RELATIONS):
            target, is_outside = relation.get("Target", ""), relation.get("TargetMode") is not None
            yield name, target if is_outside else normpath(join(folder, target)), is_outside


def faults_of(parts: dict[str, bytes]) -> list[str]:
    """What Word or Excel would call corrupt: parts missing, unnamed, without a type or a reason."""
    types = xml_of(parts, "[Content_Types].xml")
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    named = [each.get("PartName", "")[1:] for each in types if each.get("PartName")]
    leads = [(target, is_outside) for _name, target, is_outside in relations_of(parts)]
    reached = {target.removeprefix("/") for target, is_outside in leads if not is_outside}
    kept = {n for n in parts if not n.endswith(".rels") and n != "[Content_Types].xml"}
    return [
        *(f"not there: {name}" for name in {*reached, *named} - kept),
        *(f"nothing leads to {name}" for name in kept - reached),
        *(f"no type: {n}" for n in kept - {*named} if n.rpartition(".")[2] not in endings),
        *(f"typed twice: {name}" for name in named if named.count(name) > 1),
    ]
