"""What the pages of a second opinion show."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.model.maturity import Dimension
from assessment.voices.second_opinions import wording
from assessment.voices.second_opinions.queries.comparison import ComparedAnswers
from assessment.voices.second_opinions.queries.opinions import Opinion


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area of the list from which the second person opens its questions."""

    area: Dimension
    answered: int

    @property
    def total(self) -> int:
        return len(self.area.practices)

    @property
    def complete(self) -> bool:
        return self.answered == self.total


def area_lines(opinion: Opinion) -> Sequence[AreaLine]:
    return [AreaLine(area, opinion.answered_in(area)) for area in opinion.model.dimensions]


@dataclass(frozen=True, slots=True)
class ApartBar:
    """How many questions are how far apart, for the table beside the comparison."""

    words: str
    number: int
    total: int

    @property
    def width(self) -> int:
        """The length of the bar of 200 units."""
        return 200 * self.number // self.total


def bars(found: ComparedAnswers) -> Sequence[ApartBar]:
    lines = zip(
        wording.distances(), (found.alike, found.near, found.far, found.unlike), strict=True
    )
    return [ApartBar(words, len(pairs), len(found.pairs)) for words, pairs in lines]
