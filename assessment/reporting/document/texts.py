"""What people typed, made ready for paper."""

import re
from unicodedata import category

UNSEEN = {"Cc", "Cs", "Co", "Cn"}
"""Controls, halves of characters, private and unassigned ones."""
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of a text; each paragraph has its own anyway."""
MAY_BREAK = "\u200b"
LONG_RUN = re.compile(r"(\S{40})(?=\S{40})")
"""Nobody writes words so long; where they may break at every letter, breaking takes minutes."""
MOST_LINES = 100
"""Of one text; what has more is printed as one paragraph from there on."""


def printable(text: str) -> str:
    """The text with every kind of line end as one, and without signs that no font can show."""
    lines = ["".join(filter(_shows, line)) for line in text.splitlines()]
    lines[MOST_LINES:] = [" ".join(lines[MOST_LINES:])]
    return LONG_RUN.sub(rf"\1{MAY_BREAK}", "\n".join(lines).strip())


def _shows(letter: str) -> bool:
    return category(letter) not in UNSEEN and letter not in TURNS
