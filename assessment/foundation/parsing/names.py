"""Names on one line and without invisible characters."""

import re
from typing import Any
from unicodedata import category

from django import forms

# Control characters, overrides that change the direction of all text after them, and characters
# without width that only make two equal names differ. Right-to-left letters and marks are kept,
# because Arabic and Hebrew names need them, and so are the joiners of Persian names and of emoji.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad"
    "\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
# Letters and signs that print nothing: the fillers of Korean syllables, and an empty Braille cell.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def one_line(words: str) -> str:
    """Remove line breaks and invisible characters.

    In a mail header, a line break would allow header injection.
    """
    return " ".join(UNSEEN.sub("", words).split())


def a_name(words: str) -> str:
    """Return a name on one line, or nothing if none of it can be seen."""
    name = one_line(words)
    return name if any(is_seen(letter) for letter in name) else ""


def is_seen(letter: str) -> bool:
    """Tell whether a letter prints something on its own, unlike marks, joiners and spaces."""
    return category(letter)[0] in "LNPS" and letter not in BLANK


class NameField(forms.CharField):
    """A field that cleans a name before it checks whether the name is empty."""

    def to_python(self, value: Any) -> str:
        return a_name(super().to_python(value) or "")
