"""What a report can be: its editions and papers."""

from enum import StrEnum


class Edition(StrEnum):
    """How much of a result a report tells."""

    SUMMARY = "summary"
    OWNER = "owner"


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class EditionConverter:
    """The edition in a path."""

    regex = "|".join(Edition)

    def to_python(self, value: str) -> Edition:
        return Edition(value)

    def to_url(self, value: str) -> str:
        return str(value)


class PaperConverter:
    """The paper in a path."""

    regex = "|".join(Paper)

    def to_python(self, value: str) -> Paper:
        return Paper(value)

    def to_url(self, value: str) -> str:
        return str(value)
