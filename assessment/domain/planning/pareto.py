"""Some actions together as sums that can be compared, and which of them no other beats."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Choice(NamedTuple):
    """What some actions take and what they give. Of two choices the better is the smaller tuple.

    Attributes:
        loss: below zero by what is gained, counted by what the wish puts first.
        hours, money, number: what the actions take.
        late: below zero by one bit an action, the model's first action the highest; among
            equally many actions the smaller number has the earlier ones.
        lag: dimensions that stay one level behind what is asked.
    """

    loss: int
    hours: int
    money: int
    number: int
    late: int
    lag: int = 0


class Most(NamedTuple):
    """What there is."""

    hours: int
    money: int
    number: int
    lag: int


NOTHING = Choice(0, 0, 0, 0, 0)


def sums(some: Iterable[Choice], others: Sequence[Choice], most: Most) -> list[Choice]:
    """Every two added up that fit into what there is."""
    hours, money, number, lag = most
    return [
        Choice(a + b, h + i, m + n, c + d, x + y, s + t)
        for a, h, m, c, x, s in some
        for b, i, n, d, y, t in others
        if h + i <= hours and m + n <= money and c + d <= number and s + t <= lag
    ]


def unbeaten(choices: Iterable[Choice]) -> list[Choice]:
    """Those that no better one matches with the same or less of everything; the best first.

    Whatever is added to a beaten choice can be added to the one that beats it, and the sum is
    better again: a beaten choice is never part of the best.
    """
    ranked = sorted(choices)
    stairs = {(choice.number, choice.lag): Staircase() for choice in ranked}
    kept = []
    for choice in ranked:
        if stairs[choice.number, choice.lag].reaches(choice):
            continue
        kept.append(choice)
        for (number, lag), staircase in stairs.items():
            if number >= choice.number and lag >= choice.lag and not staircase.reaches(choice):
                staircase.add(choice)
    return kept


class Staircase:
    """Hours rising and money falling: the pairs that are not above another pair in both."""

    def __init__(self) -> None:
        self._hours: list[int] = []
        self._money: list[int] = []

    def reaches(self, choice: Choice) -> bool:
        """Whether some pair has neither more hours nor more money."""
        place = bisect_right(self._hours, choice.hours)
        return place > 0 and self._money[place - 1] <= choice.money

    def add(self, choice: Choice) -> None:
        """Put in a pair that no other reaches, in place of those above it."""
        first = last = bisect_left(self._hours, choice.hours)
        while last < len(self._money) and self._money[last] >= choice.money:
            last += 1
        self._hours[first:last] = [choice.hours]
        self._money[first:last] = [choice.money]
