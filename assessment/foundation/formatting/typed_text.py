"""What people typed, made ready for files and for paper."""

import re
from unicodedata import category

UNSEEN = {"Cc", "Cs", "Co", "Cn"}
"""Controls, halves of characters, private and unassigned ones."""
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""What turns the direction of a text; on paper each paragraph has its own."""
MAY_BREAK = "\u200b"
ENDLESS = re.compile(r"\S{300,}")
"""No word and no address is so long; where it may break at every letter, breaking takes minutes."""
PIECE = re.compile(r"\S{40}(?=\S)")
"""Shorter than a line."""
MOST_LINES = 100
"""Of one text; on paper what has more is one paragraph from there on."""


def printable(text: str) -> str:
    """The text with every kind of line end as one, and without signs that no font can show."""
    lines = ("".join(c for c in line if category(c) not in UNSEEN) for line in text.splitlines())
    return "\n".join(lines).strip()


def for_paper(text: str) -> str:
    """The same, with no more turns, lines and endless words than printing can take."""
    lines = printable(text).translate(TURNS).split("\n")
    lines[MOST_LINES:] = [" ".join(lines[MOST_LINES:])]
    return ENDLESS.sub(_with_breaks, "\n".join(lines).strip())


def _with_breaks(endless: re.Match[str]) -> str:
    return PIECE.sub(rf"\g<0>{MAY_BREAK}", endless[0])
