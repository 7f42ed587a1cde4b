"""What people enter: the terms of an answer to a question, an answer given apart, an agreement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartTerms:
    """What a person says on accepting: that they have seen nothing, and whether pairs count."""

    unseen: bool
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSave:
    """One answer to store, with the revision that its page showed."""

    practice: str
    value: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was agreed on one question: a value as stored, or blank for "not yet".

    `seen` is the revision of the settlement that the page showed, 0 for none.
    """

    practice: str
    value: str
    word: str
    seen: int
