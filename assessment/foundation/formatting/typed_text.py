"""Clean up what people typed for files and for print."""

import re
from unicodedata import category, normalize

UNSEEN = {"Cc", "Cs", "Co", "Cn"}
"""Unicode categories of control, surrogate, private-use and unassigned characters."""
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Bidirectional control characters; in print each paragraph has its own direction."""
PLAIN_FORMS = {
    **{code: normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    # Full-width letters and digits, as East Asian keyboards type them.
    **{
        code: normalize("NFKC", chr(code))
        for first, last in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
        for code in range(first, last)
    },
    0x2010: "-",
    0x2011: "-",
    0x3000: " ",
    0x00AD: "",
}
"""Characters that look the same as plain ones, which more fonts and more searches know."""
KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
FIRST_OF_FLAGS = 0x1F1E6
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
    lines = plain_forms(printable(text)).translate(TURNS).split("\n")
    lines[MOST_LINES:] = [" ".join(lines[MOST_LINES:])]
    return ENDLESS.sub(_with_breaks, "\n".join(lines).strip())


def plain_forms(text: str) -> str:
    """Compose accents, and replace ligatures, special hyphens, keycaps and flags by plain text."""
    words = KEYCAP.sub(r"\1", normalize("NFC", text).translate(PLAIN_FORMS))
    return FLAG.sub(_country, words)


def _country(flag: re.Match[str]) -> str:
    """Spell the flag of a country as its two letters, such as DE."""
    return "".join(chr(ord(letter) - FIRST_OF_FLAGS + ord("A")) for letter in flag[0])


def _with_breaks(endless: re.Match[str]) -> str:
    return PIECE.sub(rf"\g<0>{MAY_BREAK}", endless[0])
