"""What an hour, money and one more action are worth at the margin, to shorten the search.

Lagrange's bound: at any rates, no combination gives more than all there is at these rates plus
each dimension's best gain net of what it takes (A. M. Geoffrion, "Lagrangean relaxation for
integer programming", 1974). Good rates make the bound tight; poor ones only make it useless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from assessment.domain.planning.pareto import Choice, Most

SCALE = 1 << 16
"""Rates are whole numbers of this fraction of a point, so that the bound is exact."""
ROUNDS = 40

Offers = Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Points / SCALE for an hour, for one of the currency, for an action."""

    hour: int
    money: int
    action: int

    def net(self, choice: Choice) -> int:
        """What a choice gains beyond what it takes."""
        paid = self.hour * choice.hours + self.money * choice.money + self.action * choice.number
        return -SCALE * choice.loss - paid

    def of(self, most: Most) -> int:
        return self.hour * most.hours + self.money * most.money + self.action * most.number


def going_rates(offers: Offers, most: Most) -> Rates:
    """Rates with a low bound, found by raising what is overused and lowering what is left over.

    The subgradient method (Held and Karp, 1971); floats only lead the way here.
    """
    there = [max(1, most.hours), max(1, most.money), max(1, most.number)]
    weights = [0.0, 0.0, 0.0]
    best, lowest = Rates(0, 0, 0), inf
    for number in range(1, ROUNDS + 1):
        rates = Rates(*(int(w / all_of_it) for w, all_of_it in zip(weights, there, strict=True)))
        picked = [max(offer, key=rates.net) for offer in offers]
        bound = rates.of(most) + sum(rates.net(choice) for choice in picked)
        if bound < lowest:
            best, lowest = rates, bound
        taken = zip(*((c.hours, c.money, c.number) for c in picked), strict=True)
        left = [1 - sum(used) / of for used, of in zip(taken, there, strict=True)]
        size = sum(share * share for share in left) or 1
        weights = [
            max(0.0, w - bound * s / size / number) for w, s in zip(weights, left, strict=True)
        ]
    return best
