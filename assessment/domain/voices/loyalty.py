"""The recommend score (NPS): how many customers would recommend a business, and with what doubt.

The score is the share of promoters (9 or 10) minus the share of detractors (0 to 6), in points. Its
band is the adjusted Wald interval, which adds three invented customers. They keep the band honest
where few people have answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self

LOWEST_PROMOTER, HIGHEST_DETRACTOR, MOST = 9, 6, 10
LEAST_ANSWERS = 5
"""Under this many answers, only counts are shown."""
INVENTED, INVENTED_EACH = 3, Fraction(3, 4)
"""How many customers the band adds, and how many of them are promoters and detractors each."""
NORMAL_95 = Fraction(196, 100)
"""The normal distribution's quantile for 95 per cent in the middle, as everybody rounds it."""
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range in points, rounded to one decimal."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """A difference between two recommend scores in points, rounded to one decimal.

    It is the difference of the two adjusted scores, on which the bands rest too. It is `clear` if
    the exact band of the difference leaves out 0.
    """

    points: float
    band: Band
    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """How many customers answered 9 or 10, 7 or 8, and 0 to 6."""

    promoters: int
    passives: int
    detractors: int

    @classmethod
    def count(cls, answers: Iterable[int]) -> Self:
        """Count answers from 0 to 10."""
        given = list(answers)
        promoters = sum(answer >= LOWEST_PROMOTER for answer in given)
        detractors = sum(answer <= HIGHEST_DETRACTOR for answer in given)
        return cls(
            promoters=promoters,
            passives=len(given) - promoters - detractors,
            detractors=detractors,
        )

    @property
    def answers(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def shown(self) -> bool:
        """Whether there are enough answers to show a score."""
        return self.answers >= LEAST_ANSWERS

    @property
    def score(self) -> Fraction | None:
        """The score from -100 to 100, or None if it is not shown."""
        if not self.shown:
            return None
        return Fraction(100 * (self.promoters - self.detractors), self.answers)

    @property
    def band(self) -> Band | None:
        """The range within which the score lies for 19 of 20 such samples, or None."""
        if not self.shown:
            return None
        return _band(self.adjusted, self.variance)

    def change_since(self, before: "Recommendations") -> ScoreChange | None:
        """Return how the score differs from an earlier one; None if either is not shown."""
        if not (self.shown and before.shown):
            return None
        difference, variance = self.adjusted - before.adjusted, self.variance + before.variance
        return ScoreChange(
            points=_points(_decimal(difference)),
            band=_band(difference, variance, most=200),
            # Squares are exact, so no rounding decides what is clear.
            clear=difference**2 > NORMAL_95**2 * variance,
        )

    @property
    def adjusted(self) -> Fraction:
        """The score as a share from -1 to 1, with the invented answers."""
        return (self.promoters - self.detractors) / Fraction(self.answers + INVENTED)

    @property
    def variance(self) -> Fraction:
        """The squared standard error of the adjusted score."""
        count = self.answers + INVENTED
        decided = (self.promoters + self.detractors + 2 * INVENTED_EACH) / count
        return (decided - self.adjusted**2) / count


def _band(middle: Fraction, variance: Fraction, *, most: int = 100) -> Band:
    reach = _decimal(NORMAL_95) * _decimal(variance).sqrt()
    low, high = _decimal(middle) - reach, _decimal(middle) + reach
    limit = Decimal(most) / 100
    return Band(low=_points(max(-limit, low)), high=_points(min(limit, high)))


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _points(share: Decimal) -> float:
    return float((100 * share).quantize(TENTH, ROUND_HALF_UP))
