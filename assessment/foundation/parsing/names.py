"""Names as people type them: on one line, and without signs that nobody sees."""

import re
from typing import Any

from django import forms

# Controls, and what turns the direction of everything after it; right-to-left letters and their
# marks are as good as any.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def one_line(words: str) -> str:
    """A name may hold a line break or worse; a header and a page must not."""
    return " ".join(UNSEEN.sub("", words).split())


class NameField(forms.CharField):
    """A name as it is kept, so that one of unseen signs alone counts as missing."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")
