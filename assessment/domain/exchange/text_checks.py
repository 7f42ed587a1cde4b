"""The checks of every text in a file: none is empty, and no sentence is too long."""

import re
from collections.abc import Iterator

MOST_WORDS = 25
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+|\n+")


def faulty_texts(value: object, place: str) -> Iterator[str]:
    """Find texts that are empty, or that contain too long a sentence, anywhere in the file."""
    if isinstance(value, str):
        if not value.strip():
            yield f"{place}: must not be empty"
        longest = max(len(sentence.split()) for sentence in SENTENCE_ENDS.split(value))
        if longest > MOST_WORDS:
            yield f"{place}: has a sentence of {longest} words; the limit is {MOST_WORDS}"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from faulty_texts(inner, f"{place} {key}".strip())
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            names = inner if isinstance(inner, dict) else {}
            name = names.get("code", names.get("key", number))
            yield from faulty_texts(inner, f"{place} {name}")
