"""An upper bound on the value of a plan, which shortens the search.

The bound is Lagrangian relaxation (A. M. Geoffrion, "Lagrangean relaxation for integer
programming", 1974). Put a rate on each hour, each unit of money and each action. No combination
is worth more than the whole budget at these rates, plus the best net gain of each dimension. The
bound is valid at any rates: good rates make it tight, and poor ones only make it useless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from assessment.domain.planning.pareto import Choice, Most

SCALE = 1 << 16
"""Rates are whole numbers in units of 1 / SCALE points, so that the bound is exact."""
ROUNDS = 40

Offers = Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Rates:
    """The price of an hour, of one unit of money and of an action, in points / SCALE."""

    hour: int
    money: int
    action: int

    def net(self, choice: Choice) -> int:
        """Return the gain of a choice minus its price at these rates."""
        paid = self.hour * choice.hours + self.money * choice.money + self.action * choice.number
        return -SCALE * choice.loss - paid

    def of(self, most: Most) -> int:
        """Return the price of the whole budget at these rates."""
        return self.hour * most.hours + self.money * most.money + self.action * most.number


def going_rates(offers: Offers, most: Most) -> Rates:
    """Find rates with a low bound by the subgradient method (Held and Karp, 1971).

    Each round raises the rate of whatever is overused and lowers that of whatever is left over.
    Floating point is safe here because the bound holds at any rates. The rates returned are
    whole numbers.
    """
    budget = [max(1, most.hours), max(1, most.money), max(1, most.number)]
    weights = [0.0, 0.0, 0.0]
    best, lowest = Rates(0, 0, 0), inf
    for number in range(1, ROUNDS + 1):
        rates = Rates(*(int(w / available) for w, available in zip(weights, budget, strict=True)))
        picked = [max(offer, key=rates.net) for offer in offers]
        bound = rates.of(most) + sum(rates.net(choice) for choice in picked)
        if bound < lowest:
            best, lowest = rates, bound
        taken = zip(*((c.hours, c.money, c.number) for c in picked), strict=True)
        left = [1 - sum(used) / of for used, of in zip(taken, budget, strict=True)]
        size = sum(share * share for share in left) or 1
        weights = [
            max(0.0, w - bound * s / size / number) for w, s in zip(weights, left, strict=True)
        ]
    return best
