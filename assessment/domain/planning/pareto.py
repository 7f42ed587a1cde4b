"""Sets of actions as comparable sums, and the Pareto front of those that no other beats."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Choice(NamedTuple):
    """What a set of actions gains and takes; the better of two choices is the smaller tuple.

    Attributes:
        loss: The negative gain, weighted by what the wish puts first.
        hours, money, number: What the actions take.
        late: A negative number with one bit per action, the highest for the model's first action.
            Of two choices with equally many actions, the smaller has the earlier actions.
        lag: How many dimensions stay one level below the target.
    """

    loss: int
    hours: int
    money: int
    number: int
    late: int
    lag: int = 0


class Most(NamedTuple):
    """The budget: the most hours, money, actions and lagging dimensions."""

    hours: int
    money: int
    number: int
    lag: int


NOTHING = Choice(0, 0, 0, 0, 0)


def sums(some: Iterable[Choice], others: Sequence[Choice], most: Most) -> list[Choice]:
    """Return the sum of each pair that fits the budget."""
    # This is the innermost loop of the search. One comprehension over unpacked tuples is several
    # times as fast as adding up the fields by name.
    hours, money, number, lag = most
    return [
        Choice(a + b, h + i, m + n, c + d, x + y, s + t)
        for a, h, m, c, x, s in some
        for b, i, n, d, y, t in others
        if h + i <= hours and m + n <= money and c + d <= number and s + t <= lag
    ]


def unbeaten(choices: Iterable[Choice]) -> list[Choice]:
    """Return the Pareto front, best first.

    A choice is beaten if a better one takes the same or less of everything. Whatever is added to
    a beaten choice can also be added to the one that beats it, and that sum is better again. So
    a beaten choice is never part of the best plan.
    """
    # Better choices come first, so a choice can only be beaten by those already kept.
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
    """Pairs of hours and money, with hours rising and money falling from one to the next.

    No pair needs as much of both as another one, so a binary search is enough.
    """

    def __init__(self) -> None:
        self._hours: list[int] = []
        self._money: list[int] = []

    def reaches(self, choice: Choice) -> bool:
        """Tell whether some pair takes neither more hours nor more money than the choice."""
        place = bisect_right(self._hours, choice.hours)
        return place > 0 and self._money[place - 1] <= choice.money

    def add(self, choice: Choice) -> None:
        """Add a choice that no pair reaches, and remove the pairs that it makes redundant."""
        first = last = bisect_left(self._hours, choice.hours)
        while last < len(self._money) and self._money[last] >= choice.money:
            last += 1
        self._hours[first:last] = [choice.hours]
        self._money[first:last] = [choice.money]
