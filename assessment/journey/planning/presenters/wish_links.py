"""Wishes as query strings, and the changes to a wish that one click makes."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.constraints import Cost, PlanWish


def importance_name(dimension: Dimension) -> str:
    """Name the query parameter for the importance of an area."""
    return f"imp-{dimension.key}"


def wish_query(model: MaturityModel, wish: PlanWish) -> str:
    """Encode a whole wish as a query string, so that its link shows the same plan tomorrow.

    Started actions are left out: by the time the link is opened, others may have been started.
    """
    means = [("hours", wish.hours), ("money", wish.money), ("actions", wish.max_actions)]
    if wish.empty_places:
        means.append(("empty", wish.empty_places))
    importance = [(importance_name(d), wish.importance_of(d.key)) for d in model.dimensions]
    own = {code: cost for code, cost in wish.own_costs.items() if code not in wish.running}
    return urlencode(
        [
            *means,
            ("mode", wish.mode),
            *importance,
            *(("pin", code) for code in sorted(wish.pinned)),
            *(("exclude", code) for code in sorted(wish.excluded)),
            *(("cost", word) for word in encoded_costs(own)),
        ],
        # Leave the colons in costs as they are, so that addresses stay readable.
        safe=":",
    )


def encoded_costs(costs: Mapping[str, Cost]) -> list[str]:
    """Encode the owner's own figures for a link: POL1q:3:0 is 3 hours and no money."""
    return [f"{code}:{cost.hours}:{cost.money}" for code, cost in sorted(costs.items())]


def pinned(wish: PlanWish, code: str) -> PlanWish:
    """Pin an action, putting it back if it was removed."""
    return replace(wish, pinned=wish.pinned | {code}, excluded=wish.excluded - {code})


def added(wish: PlanWish, code: str) -> PlanWish:
    """Pin an action that is not in the plan, into an empty place if there is one."""
    return _one_place_filled(pinned(wish, code))


def unpinned(wish: PlanWish, code: str) -> PlanWish:
    return replace(wish, pinned=wish.pinned - {code})


def taken_out(wish: PlanWish, code: str) -> PlanWish:
    """Remove an action, and its pin if it has one."""
    return replace(wish, pinned=wish.pinned - {code}, excluded=wish.excluded | {code})


def put_back(wish: PlanWish, code: str) -> PlanWish:
    return _one_place_filled(replace(wish, excluded=wish.excluded - {code}))


def _one_place_filled(wish: PlanWish) -> PlanWish:
    return replace(wish, empty_places=max(0, wish.empty_places - 1))


def with_one_more_place(wish: PlanWish) -> PlanWish:
    """Fill an empty place, or raise the limit on actions by one."""
    if wish.empty_places:
        return _one_place_filled(wish)
    return replace(wish, max_actions=wish.max_actions + 1)


def all_places_filled(wish: PlanWish) -> PlanWish:
    return replace(wish, empty_places=0)


def costing(model: MaturityModel, wish: PlanWish, code: str, cost: Cost) -> PlanWish:
    """Use the owner's own figures for an action; figures equal to the estimate are not stored."""
    if cost == wish.estimate(model, model.action(code)):
        return as_estimated(wish, code)
    return replace(wish, own_costs={**wish.own_costs, code: cost})


def as_estimated(wish: PlanWish, code: str) -> PlanWish:
    """Go back to the model's figures for an action."""
    return replace(wish, own_costs={c: n for c, n in wish.own_costs.items() if c != code})


def with_started(wish: PlanWish, started: Mapping[str, Cost]) -> PlanWish:
    """Force started actions into the wish at the cost they were started with.

    This overrides any pin, removal or figures the wish has for them.
    """
    running = frozenset(started)
    return replace(
        wish,
        running=running,
        pinned=wish.pinned - running,
        excluded=wish.excluded - running,
        own_costs={**wish.own_costs, **started},
    )
