"""A report as plain text: headings, sentences, lists, and each row of a table as one line."""

import re
from collections.abc import Iterator
from textwrap import fill
from xml.etree.ElementTree import Element

from assessment.foundation.pdf.weasyprint_tuning import read_quickly

WIDTH = 78
UNDERLINES = {"h1": "=", "h2": "-"}
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "table", "svg", "img"})
"""Elements that are written as a whole; others only contain them."""


def as_text(html: str) -> str:
    """Return what a report says, in its order; pictures are replaced by their sentences."""
    body = read_quickly(re.sub(r"^\s*<!doctype html>", "", html, flags=re.IGNORECASE)).find("body")
    parts = [] if body is None else [part for part in _parts(body) if part.strip()]
    text = "\n\n".join(parts)
    # There are no empty lines between the items of a list.
    return re.sub(r"\n\n(?=- )", "\n", text).strip() + "\n"


def _parts(element: Element) -> Iterator[str]:
    """Yield the paragraphs within an element that only contains others."""
    if words := _squeezed(element.text or ""):
        yield fill(words, WIDTH)
    for child in element:
        # A key explains the marks of a chart. Without any marks, it is a remark below a table.
        if child.get("class") != "key" or not len(child):
            yield from _part(child) if _name(child) in PARAGRAPHS else _parts(child)
        if words := _squeezed(child.tail or ""):
            yield fill(words, WIDTH)


def _part(element: Element) -> Iterator[str]:
    name, words = _name(element), _words(element)
    if name == "table":
        yield "\n".join(_rows(element))
    elif name in UNDERLINES:
        yield f"{words}\n{UNDERLINES[name] * min(len(words), WIDTH)}"
    elif name == "li":
        yield fill(words, WIDTH, initial_indent="- ", subsequent_indent="  ")
    elif words:
        yield fill(words, WIDTH)


def _rows(table: Element) -> Iterator[str]:
    """Yield one line for each row, in which every cell follows the heading of its column."""
    heads = [_words(cell) for cell in table.iterfind("thead/tr/*")]
    for row in table.iterfind("tbody/tr"):
        first, *others = (_words(cell) for cell in row)
        # Cells across several columns or rows have no headings that could be counted.
        counted = heads[1:] if len(heads) == len(row) else [""] * len(others)
        said = [
            cell if not head or head[0].isdigit() else f"{head}: {cell}"
            for head, cell in zip(counted, others, strict=True)
            if cell
        ]
        line = ": ".join(filter(None, (first, "; ".join(said))))
        if line:
            yield fill(line, WIDTH, subsequent_indent="  ")


def _words(element: Element) -> str:
    """Return the text of an element; a picture says what is in it."""
    return _squeezed("".join(_said(element)))


def _said(element: Element) -> Iterator[str]:
    name = _name(element)
    if name == "svg":
        yield element.findtext("{http://www.w3.org/2000/svg}title") or ""
        return
    if name == "img":
        yield element.get("alt", "")
        return
    # The style sheet adds page numbers, which plain text does not have.
    if name == "br":
        yield " "
    yield element.text or ""
    for child in element:
        yield from _said(child)
        # Blocks within one cell are apart on paper, so they must not run together here.
        yield " " if _name(child) in {"p", "span", "div", "b", "li"} else ""
        yield child.tail or ""


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _squeezed(words: str) -> str:
    return re.sub(r"\s+([.,;:!?’”)])", r"\1", " ".join(words.split()))
