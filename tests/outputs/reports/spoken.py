"""A report as a screen reader announces it: by its tags, in their order."""

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import pikepdf
from pypdfium2 import PdfDocument, PdfPage, raw

BLOCKS = {"H1", "H2", "H3", "H4", "P", "TH", "TD", "LI", "Figure", "Caption"}
LETTERS = 4000
"""The most characters that one text object can have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: its tag, the page where it starts (from 0) and its text."""

    kind: str
    page: int
    words: str

    @property
    def is_heading(self) -> bool:
        return self.kind.startswith("H")


def told(pdf: bytes) -> list[Piece]:
    """Return every block that has text of its own."""
    with PdfDocument(pdf) as document:
        words = {n: _words_by_mark(page) for n, page in enumerate(document)}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        marks = list(_marks(opened.Root.StructTreeRoot, ("", (0, 0))))
    return list(_pieces(marks, numbers, words))


def _pieces(
    marks: list[Any], numbers: dict[Any, int], words: dict[int, dict[int, str]]
) -> Iterator[Piece]:
    for (kind, _block), within in groupby(marks, key=itemgetter(0)):
        places = [(numbers[page], mark) for _of, page, mark in within]
        said = " ".join("".join(words[page][mark] for page, mark in places).split())
        if said:
            yield Piece(kind, places[0][0], said)


def _marks(node: Any, block: tuple[str, Any]) -> Iterator[tuple[tuple[str, Any], Any, int]]:
    """Yield the block, the page and the number of each marked content, in tag order."""
    children = node.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            kind = str(child.get("/S", ""))[1:]
            yield from _marks(child, (kind, child.objgen) if kind in BLOCKS else block)
        else:
            yield block, node.Pg.objgen, int(child)


def _words_by_mark(page: PdfPage) -> dict[int, str]:
    found: defaultdict[int, str] = defaultdict(str)
    text = page.get_textpage()
    letters = ctypes.create_string_buffer(2 * LETTERS)
    room = ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort))
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        size = raw.FPDFTextObj_GetText(thing, text, room, LETTERS)
        said = letters.raw[: max(size - 2, 0)].decode("utf-16-le")
        found[raw.FPDFPageObj_GetMarkedContentID(thing)] += f"{said} "
    return found
