"""What people typed, made ready for paper."""

from unicodedata import category

UNSEEN = {"Cc", "Cs", "Co", "Cn"}
"""Controls, halves of characters, private and unassigned ones."""


def printable(text: str) -> str:
    """The text with every kind of line end as one, and without signs that no font can show."""
    lines = ("".join(c for c in line if category(c) not in UNSEEN) for line in text.splitlines())
    return "\n".join(lines).strip()
