"""A wish as the query of a link, and the wishes one click away from it."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from assessment.domain.model.maturity import Action, Dimension, MaturityModel
from assessment.domain.planning.constraints import Cost, PlanWish


def importance_name(dimension: Dimension) -> str:
    """What the importance of an area is called in a query."""
    return f"imp-{dimension.key}"


def wish_query(model: MaturityModel, wish: PlanWish) -> str:
    """The whole wish, so that the link that carries it shows the same plan tomorrow.

    What is running is not the link's business: whoever opens it later may be further.
    """
    means = [("hours", wish.hours), ("money", wish.money), ("actions", wish.max_actions)]
    importance = [(importance_name(d), wish.importance_of(d.key)) for d in model.dimensions]
    own = {code: cost for code, cost in wish.own_costs.items() if code not in wish.running}
    return urlencode(
        [
            *means,
            ("mode", wish.mode),
            *importance,
            *(("pin", code) for code in sorted(wish.pinned)),
            *(("exclude", code) for code in sorted(wish.excluded)),
            *(("cost", word) for word in cost_words(own)),
        ],
        safe=":",
    )


def cost_words(costs: Mapping[str, Cost]) -> list[str]:
    """The owner's own numbers as a link carries them: POL1q:3:0 is 3 hours and no money."""
    return [f"{code}:{cost.hours}:{cost.money}" for code, cost in sorted(costs.items())]


def pinned(wish: PlanWish, code: str) -> PlanWish:
    """Must be in; what was taken out comes back."""
    return replace(wish, pinned=wish.pinned | {code}, excluded=wish.excluded - {code})


def unpinned(wish: PlanWish, code: str) -> PlanWish:
    return replace(wish, pinned=wish.pinned - {code})


def taken_out(wish: PlanWish, code: str) -> PlanWish:
    """Must stay out; a pin on it goes."""
    return replace(wish, pinned=wish.pinned - {code}, excluded=wish.excluded | {code})


def put_back(wish: PlanWish, code: str) -> PlanWish:
    return replace(wish, excluded=wish.excluded - {code})


def estimate(model: MaturityModel, action: Action) -> Cost:
    """What the model says that an action takes."""
    return Cost(action.hours, model.money(action))


def costing(model: MaturityModel, wish: PlanWish, code: str, cost: Cost) -> PlanWish:
    """With the owner's own numbers for an action; those of the model are nobody's own."""
    if cost == estimate(model, model.action(code)):
        return as_estimated(wish, code)
    return replace(wish, own_costs={**wish.own_costs, code: cost})


def as_estimated(wish: PlanWish, code: str) -> PlanWish:
    """With the model's numbers for an action again."""
    return replace(wish, own_costs={c: n for c, n in wish.own_costs.items() if c != code})


def going_on(wish: PlanWish, begun: Mapping[str, Cost]) -> PlanWish:
    """With what is begun in it, at the price it began with, whatever the wish says to that."""
    running = frozenset(begun)
    return replace(
        wish,
        running=running,
        pinned=wish.pinned - running,
        excluded=wish.excluded - running,
        own_costs={**wish.own_costs, **begun},
    )
