"""The scores of a sheet, in the same form for every scoring rule."""

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
"""The widest distance in points between the supported and the upper score."""

UNKNOWN_BEYOND = 40
"""A range wider than this, in points, comes before any number or level."""


def shown(points: Fraction) -> int:
    """Round points half up for display.

    Python's `round` would round halves to the nearest even number. Scores stay exact fractions
    everywhere else, so that comparisons never depend on rounding.
    """
    return floor(points + Fraction(1, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class TierScore:
    """The progress of one dimension in one tier.

    Attributes:
        steps: How many steps are still missing to meet the tier.
        percent: The steps reached, as a percentage of all steps in the tier.
        applicable: How many practices are not set aside.
    """

    key: str
    met: bool
    steps: int
    percent: Fraction
    applicable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """The score of one area, with points from 0 to 100.

    The points are between `supported` and `upper`. In the first, high answers without evidence
    count one step lower. The second is possible if every "not sure" turns out well. If the status
    is "insufficient", the area has no points and no level.

    The attributes from `level_to` on are filled in only if the rule names its doubt.

    Attributes:
        level_to: The level if every "not sure" turns out well; `level` is then "at least".
        missing: The steps missing up to each tier, from the bottom.
        gaps: How many steps are missing up to the level reached, made up for by a floor above.
        gap_at: The code of the practice where the first of them is missing; empty without gaps.
        steps_to: The fewest steps to each rank that steps can reach, from 0.
        lacks_support, lacks_spare: What the highest level still needs once all tiers are met.
    """

    key: str
    status: Status
    points: Fraction = Fraction(0)
    supported: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    level: Level | None = None
    tiers: tuple[TierScore, ...] = ()
    level_to: Level | None = None
    missing: tuple[int, ...] = ()
    gaps: int = 0
    gap_at: str = ""
    steps_to: tuple[int, ...] = ()
    lacks_support: bool = False
    lacks_spare: bool = False

    @property
    def scored(self) -> bool:
        return self.status == "scored"

    @property
    def unknown(self) -> bool:
        """Whether "not sure" leaves so much open that no number or level is worth naming."""
        return self.upper - self.points > UNKNOWN_BEYOND

    @property
    def known_level(self) -> Level | None:
        return None if self.unknown else self.level

    @property
    def is_range(self) -> bool:
        """Whether "not sure" leaves more than one level possible, and the rule says so."""
        return self.level_to is not None and self.level_to != self.level

    def tier(self, key: str) -> TierScore:
        return next(tier for tier in self.tiers if tier.key == key)

    @property
    def steps(self) -> Mapping[str, int]:
        return {tier.key: tier.steps for tier in self.tiers}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallScore:
    """The score of the whole business; `steps_to_next` is None if no steps lead higher.

    `level_to` is the level if every "not sure" turns out well, or None if the rule names no doubt.
    """

    status: Status
    points: Fraction = Fraction(0)
    supported: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    level: Level | None = None
    next_level: Level | None = None
    steps_to_next: int | None = None
    level_to: Level | None = None

    @property
    def scored(self) -> bool:
        return self.status == "scored"

    @property
    def unknown(self) -> bool:
        """Whether "not sure" leaves so much open that no number is worth naming."""
        return self.upper - self.points > UNKNOWN_BEYOND

    @property
    def wide(self) -> bool:
        """Whether the range, from the supported to the upper score, comes before the level."""
        return self.upper - self.supported > UNKNOWN_BEYOND

    @property
    def known_level(self) -> Level | None:
        """The level, or None if the range has to come before it."""
        return None if self.wide else self.level

    @property
    def is_range(self) -> bool:
        """Whether "not sure" leaves more than one level possible, and the rule says so."""
        return self.level_to is not None and self.level_to != self.level

    @property
    def support(self) -> Support:
        return support(self.supported, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSheet:
    """All scores of one sheet, and the name of the rule they were calculated by."""

    rule: str
    overall: OverallScore
    dimensions: tuple[DimensionScore, ...]

    def dimension(self, key: str) -> DimensionScore:
        return next(dimension for dimension in self.dimensions if dimension.key == key)


def support(supported: Fraction, upper: Fraction) -> Support:
    """Say how far notes and checks, and answers still to be found out, could move a score."""
    width = upper - supported
    if width <= WELL_WITHIN:
        return "well"
    return "partly" if width <= PARTLY_WITHIN else "opinion"
