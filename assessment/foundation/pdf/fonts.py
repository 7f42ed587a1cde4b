"""Which characters the fonts of a PDF can show, and which further fonts a text needs."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from unicodedata import category

from fontTools.ttLib import TTCollection, TTFont, TTLibError

FONT_FILES = (".ttf", ".otf", ".ttc", ".otc")
NEVER_DRAWN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Unicode categories of white space and of control characters."""
VARIANTS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
"""Characters that choose between two pictures of the preceding character."""
UNUSUAL = ("italic", "condensed", "mono", "display", "thin", "light", "medium", "bold", "black")
"""A font with one of these in its file name is used only if no other has the character."""
COLLECTION = b"ttcf"
"""The first bytes of a file with several fonts."""
OUTLINES = ("glyf", "CFF ", "CFF2")
"""Tables that contain the pictures of a font."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and the characters for which it has a picture.

    In a collection, `number` is the place of the font, from 0.
    """

    file: Path
    characters: frozenset[str]
    number: int | None = None

    @property
    def url(self) -> str:
        """The address of its file, with the number of the font in a collection."""
        address = self.file.as_uri()
        return address if self.number is None else f"{address}#{self.number}"

    @property
    def family(self) -> str:
        """A name that does not end in a number, which Pango would take for a size."""
        place = "" if self.number is None else f" {self.number}"
        return f"Further{place} {self.file.stem}"


def drawn(text: str) -> frozenset[str]:
    """Return the characters of a text that need a picture in some font."""
    return frozenset(
        c for c in set(text) if category(c) not in NEVER_DRAWN and ord(c) not in VARIANTS
    )


@cache
def fonts_in(folder: Path) -> tuple[Font, ...]:
    """Read all fonts of a folder and those below it, usual ones first; a broken file has none."""
    files = (file for file in folder.rglob("*") if file.suffix.lower() in FONT_FILES)
    return tuple(font for file in sorted(files, key=_usual_first) for font in _fonts_of(file))


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
    families = {font.family: font.url for font in fonts}
    rules = (
        f'@font-face {{ font-family: "{family}"; src: url("{url}"); }}'
        for family, url in families.items()
    )
    return "\n".join(rules), tuple(families)


def taken_out(collection: bytes, number: int) -> bytes:
    """Return one font of a collection as a file of its own."""
    alone = BytesIO()
    options = {"lazy": True, "recalcBBoxes": False, "recalcTimestamp": False}
    TTFont(BytesIO(collection), fontNumber=number, **options).save(alone, reorderTables=None)
    return alone.getvalue()


def _usual_first(file: Path) -> tuple[bool, bool, str]:
    name = file.stem.lower()
    return any(word in name for word in UNUSUAL), "sans" not in name, str(file)


def _fonts_of(file: Path) -> Iterator[Font]:
    with suppress(TTLibError, OSError, AssertionError, KeyError), file.open("rb") as opened:
        for number, font in _different_fonts(opened).items():
            yield Font(file, frozenset(map(chr, font.getBestCmap() or ())), number)


def _different_fonts(opened: BinaryIO) -> dict[int | None, TTFont]:
    """Return the font in a file, or those of a collection that have outlines of their own.

    Collections of Chinese, Japanese and Korean have up to ten fonts with the same outlines. It takes
    half a second to read the characters of each.
    """
    is_collection = opened.read(4) == COLLECTION
    opened.seek(0)
    if not is_collection:
        return {None: TTFont(opened, lazy=True)}
    numbered = enumerate(TTCollection(opened, lazy=True).fonts)
    found = {_outlines(font): (number, font) for number, font in reversed(list(numbered))}
    return dict(sorted(found.values()))


def _outlines(font: TTFont) -> tuple[int, ...]:
    """Return where in its file a font has its outlines."""
    tables = font.reader.tables
    return tuple(tables[name].offset for name in OUTLINES if name in tables)
