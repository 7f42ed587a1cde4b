"""A change in points with its word, as every page, file and email says it."""

from dataclasses import dataclass

from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.journey.results.wording import changes as words


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChange:
    """How far a score rose or fell, and how sure that is.

    Attributes:
        shown: The difference between the two displayed numbers.
        clear: Whether the change is clear, so that it may have an arrow.
        word: How sure it is.
        over: Over how many questions it is counted, if not over all that count.
        over_words: The same in words; empty if over all.
    """

    shown: int
    clear: bool
    word: str
    over: int | None
    over_words: str

    @property
    def fallen(self) -> int:
        """The difference without its sign."""
        return abs(self.shown)


def named_change(both: Comparison, change: Change) -> NamedChange:
    """Name one of the changes of a comparison."""
    return NamedChange(
        shown=change.shown,
        clear=change.clear,
        word=words.change_word(change, both.now.model.change_texts),
        over=None if change.whole else change.questions,
        over_words=words.over_questions(change),
    )
