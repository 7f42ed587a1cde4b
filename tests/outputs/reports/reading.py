"""Read text, bookmarks, tags and fonts from a finished PDF."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdfium2 import PdfDocument


def text_of(pdf: bytes) -> str:
    """All text without white space, because line breaks depend on the layout."""
    with PdfDocument(pdf) as document:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages_of(pdf: bytes) -> int:
    with PdfDocument(pdf) as document:
        return len(document)


def bookmarks_of(pdf: bytes) -> list[str]:
    outline = PdfReader(io.BytesIO(pdf)).outline
    return [" ".join(str(entry.title).split()) for entry in outline if not isinstance(entry, list)]


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the tag tree with its alternative text, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            (str(element.S)[1:], str(element.get("/Alt", "")))
            for element in _elements(opened.Root.StructTreeRoot.K)
        ]


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K", pikepdf.Array()))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Font names without their subset prefixes, and whether each one is embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [
            o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font" and "/ToUnicode" in o
        ]
        descendants = [
            o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and "/FontDescriptor" in o
        ]
        embedded = {
            str(font.BaseFont) for font in descendants if "/FontFile2" in font.FontDescriptor
        }
        return {
            str(font.BaseFont).partition("+")[2]: str(font.BaseFont) in embedded for font in fonts
        }
