"""Text on paper: words that stay together, and the direction a text runs in."""

import re
from unicodedata import bidirectional

NBSP = "\u00a0"
LAST_LINE = 14
FEW_WORDS = 4


def bind(words: str, least: int = LAST_LINE) -> str:
    """Keep the last line `least` characters long, and a number with its unit.

    WeasyPrint has no `text-wrap: pretty`.
    """
    words = re.sub(r"(\d) (?=[a-z£€$])", rf"\1{NBSP}", words)
    parts = words.split(" ")
    while len(parts) > FEW_WORDS and len(parts[-1]) < least:
        parts[-2:] = [f"{parts[-2]}{NBSP}{parts[-1]}"]
    return " ".join(parts)


def direction(words: str) -> str:
    """Which way a text runs, by its first letter that tells."""
    strong = (bidirectional(character) for character in words)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
