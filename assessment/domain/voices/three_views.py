"""An area as the owner, the team and the customers see it, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessment.domain.voices.pulse import gap_to_owner

Scores = Mapping[str, Fraction | None]
"""Scores by the key of the dimension; None where too few have answered, or nobody could."""


class Stance(StrEnum):
    """How a group sees a business, compared with its owner."""

    LOWER = "lower"
    HIGHER = "higher"
    MIXED = "mixed"
    CLOSE = "close"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaViews:
    """One area in points from 0 to 100; None for a view that is not shown."""

    key: str
    owner: Fraction | None
    team: Fraction | None = None
    customers: Fraction | None = None

    @property
    def team_stance(self) -> Stance:
        return _stance(self.owner, self.team)

    @property
    def customers_stance(self) -> Stance:
        return _stance(self.owner, self.customers)

    @property
    def shown(self) -> bool:
        """Whether there are two views to compare."""
        return {self.team_stance, self.customers_stance} != {Stance.UNKNOWN}

    @property
    def order(self) -> tuple[Fraction, Fraction]:
        """Sort key: the largest difference to the team first, then to the customers."""
        return -_distance(self.owner, self.team), -_distance(self.owner, self.customers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeViews:
    """All areas, the largest difference first."""

    areas: tuple[AreaViews, ...]

    @property
    def team(self) -> Stance:
        return _together([(area.owner, area.team) for area in self.areas])

    @property
    def customers(self) -> Stance:
        return _together([(area.owner, area.customers) for area in self.areas])

    @property
    def shown(self) -> bool:
        return any(area.shown for area in self.areas)

    def count(self, *, team: Stance | None = None, customers: Stance | None = None) -> int:
        """Count the areas that a group sees in one way."""
        return sum(
            team in (None, area.team_stance) and customers in (None, area.customers_stance)
            for area in self.areas
        )


def three_views(owner: Scores, team: Scores, customers: Scores) -> ThreeViews:
    """Set the views side by side; `owner` decides which areas there are.

    Areas with equal differences keep the order in which `owner` names them.
    """
    views = (
        AreaViews(key=key, owner=points, team=team.get(key), customers=customers.get(key))
        for key, points in owner.items()
    )
    return ThreeViews(areas=tuple(sorted(views, key=lambda area: area.order)))


def _distance(owner: Fraction | None, other: Fraction | None) -> Fraction:
    return Fraction(-1) if owner is None or other is None else abs(owner - other)


def _stance(owner: Fraction | None, other: Fraction | None) -> Stance:
    if owner is None or other is None:
        return Stance.UNKNOWN
    gap = gap_to_owner(owner, other)
    if gap is None:
        return Stance.CLOSE
    return Stance.LOWER if gap > 0 else Stance.HIGHER


def _together(views: Sequence[tuple[Fraction | None, Fraction | None]]) -> Stance:
    """Return the stance of a group, from the owner's and its own score of each area.

    It leans one way only if no area leans the other way, and neither do all areas together. Several
    areas that are close can outweigh a single one that is not.
    """
    found = {_stance(owner, other) for owner, other in views}
    gaps = [owner - other for owner, other in views if owner is not None and other is not None]
    if Stance.LOWER in found and (Stance.HIGHER in found or sum(gaps) <= 0):
        return Stance.MIXED
    if Stance.HIGHER in found and sum(gaps) >= 0:
        return Stance.MIXED
    likely = (Stance.LOWER, Stance.HIGHER, Stance.CLOSE)
    return next((stance for stance in likely if stance in found), Stance.UNKNOWN)
