"""Typography: line breaks and text direction."""

import re
from unicodedata import bidirectional

from django.utils.html import format_html_join

NBSP = "\u00a0"
LAST_LINE = 14
FEW_WORDS = 4
LONG_ADDRESS = 24
"""Longer addresses may not fit on one line of a phone."""


def bind(words: str, least: int = LAST_LINE) -> str:
    """Bind the last words so that the last line has at least `least` characters.

    Also keeps a number and its unit together. WeasyPrint does not support `text-wrap: pretty`.
    """
    words = re.sub(r"(\d) (?=[a-z£€$])", rf"\1{NBSP}", words)
    parts = words.split(" ")
    while len(parts) > FEW_WORDS and len(parts[-1]) < least:
        parts[-2:] = [f"{parts[-2]}{NBSP}{parts[-1]}"]
    return " ".join(parts)


def direction(words: str) -> str:
    """Return `ltr` or `rtl`, from the first character with a strong direction."""
    strong = (bidirectional(character) for character in words)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def breakable(address: str) -> str:
    """Let a long email address wrap before its @ and its dots, rather than inside a word."""
    if len(address) <= LONG_ADDRESS:
        return address
    parts = re.split(r"(?=[@.])", address)
    return format_html_join("", "<wbr>{}", ((part,) for part in parts))
