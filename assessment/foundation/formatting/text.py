"""Typography: line breaks and text direction."""

import re
from unicodedata import bidirectional, east_asian_width

from django.utils.html import format_html_join, urlize

NBSP = "\u00a0"
LAST_LINE = 14
FEW_WORDS = 4
LONG_ADDRESS = 24
"""Longer addresses may not fit on one line of a phone."""
ADDRESS = re.compile(r"\w@\w|://|www\.")
TEXT_OR_MARKUP = re.compile(r"<(title|svg|a)\b.*?</\1>|<[^>]*>|(?P<text>[^<]+)", re.DOTALL)
"""What never has a link in it, one tag, or a text, in which `<` is always escaped."""
QUOTES = re.compile("([“”‘’„«»])")
"""Quotation marks, which Django would include in an address."""
BREAK_IN_LINK = "%E2%80%8B"
"""The space without width that lets a long word break in print, as it is written in a link."""


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


def isolated(words: str) -> str:
    """Keep a name from right to left from turning the sentence around it."""
    # WeasyPrint does not know `unicode-bidi: isolate`, so the isolating characters do it.
    return f"\u2068{words}\u2069" if direction(words) == "rtl" else words


def left_to_right(words: str) -> str:
    """Keep the groups of a phone number in their order between words from right to left."""
    return f"\u2066{words}\u2069"


def shortened(words: str, room: int) -> str:
    """Cut text that is longer than `room` letters, between words where possible, and mark the cut.

    Chinese, Japanese and Korean letters are twice as wide as others.
    """
    if sum(_width(letter) for letter in words) <= room:
        return words
    taken, kept = 1, ""
    for letter in words:
        taken += _width(letter)
        if taken > room:
            break
        kept += letter
    return f"{kept.rpartition(' ')[0] or kept}…"


def _width(letter: str) -> int:
    return 2 if east_asian_width(letter) in {"W", "F"} else 1


def with_links(html: str) -> str:
    """Make links of the email and web addresses in the text of a page."""
    return TEXT_OR_MARKUP.sub(_linked, html)


def _linked(piece: re.Match[str]) -> str:
    if not ADDRESS.search(piece["text"] or ""):
        return piece[0]
    between_quotes = (urlize(part) for part in QUOTES.split(piece[0]))
    return "".join(between_quotes).replace(BREAK_IN_LINK, "")
