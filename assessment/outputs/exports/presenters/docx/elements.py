"""The XML of a Word document: elements, runs of text and links, in the order of the format."""

import re
from dataclasses import replace
from itertools import chain
from typing import Any
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assessment.foundation.formatting.contact_lines import ContactLine, contact_lines
from assessment.foundation.formatting.text import ADDRESS, direction

UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow."""
BREAK = re.compile(r"([\n\t])")
LONGEST_LINK = 2000
"""The characters of an address that Word can still follow."""
HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d{1,5})?", re.ASCII)
KEPT_IN_LINKS = "/?#@!$&'()*+,;=:~%-._"


def writable(words: str) -> str:
    """Return text without what XML does not allow, and with one kind of line break."""
    return UNWRITABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def new(name: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def add(parent: Any, name: str, /, **attributes: str) -> Any:
    """Append an element to another; all names are Word's own."""
    named = {qn(f"w:{key}"): value for key, value in attributes.items()}
    element = parent.makeelement(qn(f"w:{name}"), named)
    parent.append(element)
    return element


def new_paragraph(style: str, words: str) -> Any:
    """Return an empty paragraph, which runs from right to left if the text does."""
    paragraph = new("p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=style)
    if direction(words) == "rtl":
        add(properties, "bidi")
    return paragraph


def add_run(parent: Any, words: str, style: str = "", *, rtl: bool = False) -> None:
    run = add(parent, "r")
    if style or rtl:
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if rtl:
            add(properties, "rtl")
    for piece in BREAK.split(writable(words)):
        if piece in {"\n", "\t"}:
            add(run, "br" if piece == "\n" else "tab")
        elif piece:
            text = add(run, "t")
            text.text = piece
            text.set(qn("xml:space"), "preserve")


def add_field(parent: Any, name: str) -> None:
    """Add a field that every program fills in as it lays out the pages."""
    add_run(add(parent, "fldSimple", instr=name), "1")


def add_words(part: Any, paragraph: Any, words: str) -> None:
    """Add text, with its email and web addresses as links."""
    rtl = direction(words) == "rtl"
    if not ADDRESS.search(words):
        add_run(paragraph, words, rtl=rtl)
        return
    for number, line in enumerate(words.split("\n")):
        if number:
            add(add(paragraph, "r"), "br")
        pieces = chain.from_iterable(contact_lines(line))
        # Digits, or a space that is missing in a sentence, do not make an address there.
        typed = (p if ADDRESS.search(p.words) else replace(p, href="") for p in pieces)
        add_line(part, paragraph, tuple(typed), "Hyperlink", rtl=rtl)


def add_line(part: Any, paragraph: Any, line: ContactLine, style: str, *, rtl: bool) -> None:
    """Add the pieces of a line, those that lead somewhere as links."""
    for piece in line:
        target = target_of(piece.href)
        if not target:
            add_run(paragraph, piece.words, rtl=rtl)
            continue
        link = add(paragraph, "hyperlink", history="1")
        link.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, True))
        add_run(link, piece.words, style, rtl=rtl)


def target_of(href: str) -> str:
    """Return an address as Word accepts it, or nothing: one that it rejects breaks the file."""
    target = quote(href, safe=KEPT_IN_LINKS)
    if len(target) > LONGEST_LINK:
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme in {"mailto", "tel"}:
        return target
    is_web = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.netloc)
    return target if is_web else ""
