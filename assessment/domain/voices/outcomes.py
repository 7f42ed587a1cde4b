"""Wanted against unwanted outcomes, as customers told them in their own words."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardOutcomes:
    """How many wanted and how many unwanted outcomes were heard."""

    wanted: int
    unwanted: int

    @property
    def quotient(self) -> Fraction | None:
        """How many wanted outcomes there are for each unwanted one; None if none is unwanted."""
        return Fraction(self.wanted, self.unwanted) if self.unwanted else None

    @property
    def share(self) -> Fraction | None:
        """The wanted outcomes as a percentage of all; None if none was heard."""
        heard = self.wanted + self.unwanted
        return Fraction(100 * self.wanted, heard) if heard else None
