"""Which characters the fonts of a PDF can show, and which further fonts a text needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont, TTLibError

FONT_FILES = (".ttf", ".otf", ".ttc", ".otc")
NEVER_DRAWN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Unicode categories of white space and of control characters."""
VARIANTS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
"""Characters that choose between two pictures of the preceding character."""
UNUSUAL = ("italic", "condensed", "mono", "display", "thin", "light", "medium", "bold", "black")
"""A font with one of these in its file name is used only if no other has the character."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and the characters for which it has a picture."""

    file: Path
    characters: frozenset[str]


def drawn(text: str) -> frozenset[str]:
    """Return the characters of a text that need a picture in some font."""
    return frozenset(
        c for c in set(text) if category(c) not in NEVER_DRAWN and ord(c) not in VARIANTS
    )


@cache
def fonts_in(folder: Path) -> tuple[Font, ...]:
    """Read all fonts of a folder and those below it, usual ones first; a broken file has none."""
    files = (file for file in folder.rglob("*") if file.suffix.lower() in FONT_FILES)
    return tuple(Font(file, _characters(file)) for file in sorted(files, key=_usual_first))


@cache
def characters_in(folder: Path) -> frozenset[str]:
    return frozenset().union(*(font.characters for font in fonts_in(folder)))


def fonts_for(missing: frozenset[str], folder: Path) -> tuple[Font, ...]:
    """Return the fonts of a folder that show these characters: few of them, usual ones first."""
    chosen = []
    for font in fonts_in(folder):
        if missing & font.characters:
            chosen.append(font)
            missing -= font.characters
    return tuple(chosen)


def faces(fonts: Iterable[Font]) -> tuple[str, tuple[str, ...]]:
    """Return styles that declare the fonts, and the names of their families."""
    names = {font: f"Further {font.file.stem}" for font in fonts}
    rules = (
        f'@font-face {{ font-family: "{name}"; src: url("{font.file.as_uri()}"); }}'
        for font, name in names.items()
    )
    return "\n".join(rules), tuple(names.values())


def _usual_first(file: Path) -> tuple[bool, bool, str]:
    name = file.stem.lower()
    return any(word in name for word in UNUSUAL), "sans" not in name, str(file)


def _characters(file: Path) -> frozenset[str]:
    try:
        with file.open("rb") as opened, TTFont(opened, fontNumber=0, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, AssertionError, KeyError):
        return frozenset()
