"""The exact search for the best actions, which considers every combination that could be best.

The search adds up the choices of one dimension after another. On the way it drops only sums that
cannot be part of the best plan. These are sums that another beats with the same or less of
everything. They are also sums that cannot match a known plan, even with the best possible
choices in the remaining dimensions.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import nlargest

from assessment.domain.planning.bounds import SCALE, Offers, Rates, going_rates
from assessment.domain.planning.candidates import SearchSpace, dimension_choices
from assessment.domain.planning.constraints import Mode
from assessment.domain.planning.pareto import NOTHING, Choice, Most, sums, unbeaten

NARROW = 24
"""How many sums the first, rough search keeps after each dimension."""


def best_choice(space: SearchSpace) -> Choice | None:
    """Find the best choice over all dimensions, or None if the pinned actions do not fit.

    The wish's mode decides what counts first. Ties are decided by fewer hours, less money, fewer
    actions and then the model's earlier actions, so there is always exactly one best choice.
    """
    by_rank = [dimension_choices(space, dimension) for dimension in space.model.dimensions]
    if space.wish.mode is Mode.OVERALL:
        # The highest rank comes first, so the first target with a plan is the best one.
        targets = range(len(space.model.tiers), -1, -1)
        found = (_best([_towards(t, ranks) for ranks in by_rank], space.most) for t in targets)
        return next((choice for choice in found if choice), None)
    return _best([[choice for rank in ranks for choice in rank] for ranks in by_rank], space.most)


def _towards(target: int, ranks: Sequence[Sequence[Choice]]) -> list[Choice]:
    """Return choices that give a dimension the rank `target`, or one less, marked as a lag."""
    reached = [choice for rank in ranks[target:] for choice in rank]
    behind = ranks[target - 1] if target else []
    return reached + [choice._replace(lag=1) for choice in behind]


def _best(choices: Offers, most: Most) -> Choice | None:
    # Starting with the dimensions that have the fewest choices keeps the merged lists short.
    offers = sorted((unbeaten(offer) for offer in choices), key=len)
    if not all(offers):
        return None
    rates = going_rates(offers, most)
    merged = [NOTHING]
    for offer, least in zip(offers, _least_nets(offers, most, rates), strict=True):
        merged = unbeaten(_worthwhile(merged, offer, most, rates, least))
    return min(merged, default=None)


def _least_nets(offers: Offers, most: Most, rates: Rates) -> list[int]:
    """Return how much net gain a sum needs after each dimension to still be able to win."""
    # A rough search that keeps only the few best sums finds a good plan, though usually not the
    # best one. Its value is a floor that the exact search has to match.
    merged = [NOTHING]
    for offer in offers:
        merged = nlargest(NARROW, sums(merged, offer, most), key=rates.net)
    known = min(merged, default=None)
    nets = [[rates.net(choice) for choice in offer] for offer in offers]
    floor = -SCALE * known.loss - rates.of(most) if known else sum(map(min, nets))
    later = [sum(map(max, nets[place:])) for place in range(1, len(nets) + 1)]
    return [floor - most_later for most_later in later]


def _worthwhile(
    some: Sequence[Choice], others: Sequence[Choice], most: Most, rates: Rates, least: int
) -> Iterator[Choice]:
    """Return the sums within the budget whose net gain is at least `least`."""
    ranked = sorted(others, key=rates.net, reverse=True)
    nets = [-rates.net(other) for other in ranked]
    for one in some:
        good_enough = bisect_right(nets, rates.net(one) - least)
        yield from sums([one], ranked[:good_enough], most)
