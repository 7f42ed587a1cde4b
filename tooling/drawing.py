"""Draws the wings and rooms in docs/ from the import contracts in pyproject.toml."""

import argparse
import ast
import textwrap
import tomllib
from dataclasses import dataclass
from html import escape
from typing import Any

from tooling.running import ROOT, say

DRAWING = ROOT / "docs/img/architecture.svg"
WIDTH, MARGIN, GAP, ARROW = 1120, 16, 10, 26
WING_HEAD, ROOM_HEAD, LINE, PADDING = 30, 26, 15, 8
LETTER = 6.6
"""The average width of a letter in a caption, in pixels."""
Contract = dict[str, Any]
"""One of import-linter's contracts; its `layers` are listed from the top down."""
FACADES = frozenset({"management", "templatetags", "urls", "models", "admin"})


@dataclass(frozen=True)
class Room:
    """One package of the product, with the first line of its docstring."""

    path: str
    says: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Wing:
    """A wing and its columns of rooms; each column may use those to its right."""

    room: Room
    columns: tuple[tuple[Room, ...], ...]


def draw(_options: argparse.Namespace) -> int:
    """Write the drawing to its file."""
    DRAWING.write_text(drawing(), encoding="utf-8")
    say(f"Updated {DRAWING.relative_to(ROOT)}.")
    return 0


def drawing() -> str:
    """Return the drawing as SVG, with each wing above those that it uses."""
    parts, top = list[str](), MARGIN
    for wing in wings():
        body, height = drawn_wing(wing, top)
        parts.append(body)
        top += height + GAP
    style = (
        "text{font:13px system-ui,sans-serif;fill:#271C30}.wing{fill:#FAF8FB;stroke:#552C6B}"
        ".room{fill:#FFF;stroke:#9A86A6}.name{font-weight:700;fill:#552C6B}"
        ".says{font-size:12px}.arrow{stroke:#552C6B;stroke-width:1.5;marker-end:url(#tip)}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img">\n'
        "<title>The wings and rooms of Cairn; each wing can use those below it</title>\n"
        f"<style>{style}</style>\n"
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#552C6B"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{top}" fill="#FFF"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def wings() -> list[Wing]:
    """Return the wings from the top down, in the order of the contracts."""
    contracts = {c["id"]: c for c in settings()["tool"]["importlinter"]["contracts"]}
    names = [name for name in columns_of(contracts["wings"]) if not FACADES & set(name)]
    return [wing_of(name, contracts[name]) for (name,) in names]


def settings() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def columns_of(contract: Contract) -> list[tuple[str, ...]]:
    """Return the layers of a contract, each with its sibling modules."""
    return [tuple(name.strip() for name in layer.split("|")) for layer in contract["layers"]]


def wing_of(name: str, contract: Contract) -> Wing:
    columns = [tuple(room_at(f"{name}/{room}") for room in layer) for layer in columns_of(contract)]
    return Wing(room_at(name), tuple(columns))


def room_at(path: str) -> Room:
    """Return the room at a path: a package or, in the domain, sometimes a single module."""
    place = ROOT / "assessment" / path
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    says = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return Room(path, says.partition("\n")[0])


def drawn_wing(wing: Wing, top: int) -> tuple[str, int]:
    """Return the SVG of a wing whose upper edge is at `top`, and its height."""
    left = MARGIN + PADDING
    columns = wing.columns
    if len(columns) == 1:
        columns = tuple((room,) for room in columns[0])
    space = GAP if len(wing.columns) == 1 else ARROW
    width = (WIDTH - 2 * (MARGIN + PADDING) - space * (len(columns) - 1)) // len(columns)
    height = max(sum(height_of(room, width) + GAP for room in column) for column in columns) - GAP
    parts = list[str]()
    for place, column in enumerate(columns):
        x, y = left + place * (width + space), top + WING_HEAD
        if place and len(wing.columns) > 1:
            parts.append(f'<path class="arrow" d="M{x - space + 3} {y + 14}h{space - 8}"/>')
        for room in column:
            parts.append(drawn_room(room, x, y, width))
            y += height_of(room, width) + GAP
    whole = WING_HEAD + height + PADDING
    frame = (
        f'<rect class="wing" x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" height="{whole}" '
        f'rx="8"/>\n<text x="{left}" y="{top + 20}"><tspan class="name">{wing.room.name}</tspan>'
        f"  {escape(wing.room.says)}</text>"
    )
    return "\n".join([frame, *parts]), whole


def height_of(room: Room, width: int) -> int:
    return ROOM_HEAD + len(lines_of(room, width)) * LINE + PADDING


def lines_of(room: Room, width: int) -> list[str]:
    return textwrap.wrap(room.says, int((width - 2 * PADDING) / LETTER))


def drawn_room(room: Room, x: int, y: int, width: int) -> str:
    lines = "\n".join(
        f'<text class="says" x="{x + PADDING}" y="{y + ROOM_HEAD + 10 + n * LINE}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines_of(room, width))
    )
    return (
        f'<rect class="room" x="{x}" y="{y}" width="{width}" height="{height_of(room, width)}" '
        f'rx="5"/>\n<text class="name" x="{x + PADDING}" y="{y + 19}">{room.name}</text>\n{lines}'
    )
