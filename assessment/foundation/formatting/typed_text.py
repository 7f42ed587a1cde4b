"""Clean up what people typed for files and for print."""

import re
from unicodedata import category

UNSEEN = {"Cc", "Cs", "Co", "Cn"}
"""Unicode categories of control, surrogate, private-use and unassigned characters."""
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Bidirectional control characters; in print each paragraph has its own direction."""
MAY_BREAK = "\u200b"
ENDLESS = re.compile(r"\S{300,}")
"""Longer than any real word or URL; WeasyPrint takes minutes to find line breaks in it."""
PIECE = re.compile(r"\S{40}(?=\S)")
"""A piece short enough to fit on a printed line."""
MOST_LINES = 100
"""The most lines of one text in print; any further lines are joined into one paragraph."""


def printable(text: str) -> str:
    """Normalise line endings and remove characters that no font can display."""
    lines = ("".join(c for c in line if category(c) not in UNSEEN) for line in text.splitlines())
    return "\n".join(lines).strip()


def on_one_line(text: str) -> str:
    """Make text printable as a single line, with single spaces and its own direction."""
    return " ".join(printable(text).translate(TURNS).split())


def for_paper(text: str) -> str:
    """Make text printable and limit its line count, word length and direction changes."""
    lines = printable(text).translate(TURNS).split("\n")
    lines[MOST_LINES:] = [" ".join(lines[MOST_LINES:])]
    return ENDLESS.sub(_with_breaks, "\n".join(lines).strip())


def _with_breaks(endless: re.Match[str]) -> str:
    return PIECE.sub(rf"\g<0>{MAY_BREAK}", endless[0])
