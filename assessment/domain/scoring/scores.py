"""What a sheet comes to: values of a score, whichever rule made them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from assessment.domain.model.maturity import Level

Status = Literal["scored", "insufficient"]
Support = Literal["well", "partly", "opinion"]

WELL_WITHIN = 10
PARTLY_WITHIN = 25
"""Points between the supported and the upper score."""


def shown(points: Fraction) -> int:
    """Round half up: the one place where a score loses its fraction."""
    return floor(points + Fraction(1, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class TierScore:
    """How far one tier of one dimension is; `percent` is of all steps there are."""

    key: str
    met: bool
    steps: int
    percent: Fraction
    applicable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """One area in points from 0 to 100, between what is supported and what is possible.

    An insufficient one has no points and no level.
    """

    key: str
    status: Status
    points: Fraction = Fraction(0)
    supported: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    level: Level | None = None
    tiers: tuple[TierScore, ...] = ()

    @property
    def scored(self) -> bool:
        return self.status == "scored"

    def tier(self, key: str) -> TierScore:
        return next(tier for tier in self.tiers if tier.key == key)

    @property
    def steps(self) -> Mapping[str, int]:
        return {tier.key: tier.steps for tier in self.tiers}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallScore:
    """The whole business; `steps_to_next` is None where no steps lead further."""

    status: Status
    points: Fraction = Fraction(0)
    supported: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    level: Level | None = None
    next_level: Level | None = None
    steps_to_next: int | None = None

    @property
    def scored(self) -> bool:
        return self.status == "scored"

    @property
    def support(self) -> Support:
        return support(self.supported, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSheet:
    """Everything that a rule made of one sheet."""

    rule: str
    overall: OverallScore
    dimensions: tuple[DimensionScore, ...]

    def dimension(self, key: str) -> DimensionScore:
        return next(dimension for dimension in self.dimensions if dimension.key == key)


def support(supported: Fraction, upper: Fraction) -> Support:
    """How well a score is backed by notes and checks."""
    width = upper - supported
    if width <= WELL_WITHIN:
        return "well"
    return "partly" if width <= PARTLY_WITHIN else "opinion"
