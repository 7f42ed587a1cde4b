"""How sure a change is, and the tests behind it."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

# The 97.5th percentile of the normal distribution, rounded to 1.96.
CLEAR = Fraction(196, 100)
"""How many standard errors a single clear change needs, for a confidence of 95 %."""


class Verdict(StrEnum):
    """How sure it is that something changed."""

    CLEAR = "clear"
    LIKELY = "likely"
    CHANCE = "could be chance"


@lru_cache
def critical(alpha: Fraction, among: int) -> Fraction:
    """Return the standard errors that the largest of `among` changes needs.

    If none of them is real, the chance of naming one all the same is `alpha`. Four decimals are
    kept, so that the result is the same on every machine.
    """
    quantile = NormalDist().inv_cdf(1 - float(alpha) / (2 * among))
    return Fraction(f"{quantile:.4f}")


def places_among(squares: Sequence[Fraction]) -> list[int]:
    """Return for each change among how many it is the largest: all of them, all but one, and so on.

    Args:
        squares: The squares of the changes in standard errors.
    """
    order = sorted(range(len(squares)), key=lambda place: squares[place], reverse=True)
    return [len(squares) - order.index(place) for place in range(len(squares))]


def step_down(squares: Sequence[Fraction], needed: Sequence[Fraction | None]) -> list[bool]:
    """Tell for each of several changes whether it stands out (S. Holm, 1979).

    The largest change has to reach the limit for all of them, the next one that for one fewer, and
    so on. Once one falls short, so do all smaller ones.

    Args:
        squares: The squares of the changes in standard errors.
        needed: The squares that they need; None where no change is enough.
    """
    pairs = list(zip(squares, needed, strict=True))
    short = [square for square, least in pairs if least is None or square < least]
    return [square > max(short, default=Fraction(-1)) for square, _ in pairs]
