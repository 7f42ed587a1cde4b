"""What team and customers said about the areas of one check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSays:
    """The result of a closed pulse.

    Attributes:
        areas: Points by the key of the dimension; None where too few have answered.
        answered, asked: How many people took part, of how many.
        closed_on: When the round was closed.
    """

    areas: Mapping[str, Fraction | None]
    awareness: Fraction | None
    engagement: Fraction | None
    answered: int
    asked: int
    closed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersSay:
    """What customers answered in one quarter.

    Attributes:
        areas: Points by the key of the dimension; None where too few have answered.
        counts: How many have answered for each of those dimensions.
    """

    areas: Mapping[str, Fraction | None]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherViews:
    """The views beside the owner's; None for one that has not been asked."""

    team: TeamSays | None
    customers: CustomersSay | None
