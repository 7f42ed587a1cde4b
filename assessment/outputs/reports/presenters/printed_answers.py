"""The answers of a report, as they were given, with what was written beside them."""

from dataclasses import dataclass

NOTE_ROOM = 130
"""Characters of a note that fit beside its answer; a longer one is also printed in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note beside an answer; `kind` is its label, such as "Reason:", or empty."""

    anchor: str
    kind: str
    text: str

    @property
    def is_cut(self) -> bool:
        return len(self.text) > NOTE_ROOM or "\n" in self.text

    @property
    def start(self) -> str:
        """The text, or as much of it as fits beside the answer."""
        if not self.is_cut:
            return self.text
        words = " ".join(self.text.split())
        if len(words) <= NOTE_ROOM:
            return words
        # Cut between words; a text without any space is cut where the room ends.
        start = words[:NOTE_ROOM]
        return start.rpartition(" ")[0] or start


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnswer:
    """One answer as it was given; `step` is None for "not sure" and "doesn't apply".

    `anchors` are all the options of the question, and `comment` is the consultant's comment.
    """

    code: str
    tier: str
    short: str
    question: str
    anchors: tuple[str, ...]
    label: str
    sentence: str
    step: int | None
    notes: tuple[NoteLine, ...]
    comment: str

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """All options from lowest to highest, each with whether it was chosen."""
        return tuple((words, n == self.step) for n, words in enumerate(self.anchors))


@dataclass(frozen=True, slots=True, kw_only=True)
class TierGroup:
    """The answers of one tier of an area."""

    key: str
    title: str
    answers: tuple[PrintedAnswer, ...]

    @property
    def rows_with_comments(self) -> int:
        """Rows of a table in which an answer with notes or a comment takes a second row."""
        beside = sum(bool(answer.notes or answer.comment) for answer in self.answers)
        return len(self.answers) + beside

    @property
    def rows_in_full(self) -> int:
        """Rows of a table in which every answer takes a second row, for the chosen option."""
        return 2 * len(self.answers)
