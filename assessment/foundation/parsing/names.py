"""Names on one line and without invisible characters."""

import re
from typing import Any

from django import forms

# Control characters, and overrides that change the direction of all text after them. Right-to-left
# letters and marks are kept, because Arabic and Hebrew names need them.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def one_line(words: str) -> str:
    """Remove line breaks and invisible characters.

    In a mail header, a line break would allow header injection.
    """
    return " ".join(UNSEEN.sub("", words).split())


class NameField(forms.CharField):
    """A field that cleans a name before it checks whether the name is empty."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")
