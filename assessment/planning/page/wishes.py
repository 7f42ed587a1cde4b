"""A wish as the query of a link, and the wishes one click away from it."""

from dataclasses import replace
from urllib.parse import urlencode

from assessment.domain.maturity import Dimension, MaturityModel
from assessment.domain.wishes import PlanWish


def importance_name(dimension: Dimension) -> str:
    """What the importance of an area is called in a query."""
    return f"imp-{dimension.key}"


def wish_query(model: MaturityModel, wish: PlanWish) -> str:
    """The whole wish, so that the link that carries it shows the same plan tomorrow."""
    means = [("hours", wish.hours), ("money", wish.money), ("actions", wish.max_actions)]
    importance = [(importance_name(d), wish.importance_of(d.key)) for d in model.dimensions]
    return urlencode(
        [
            *means,
            ("mode", wish.mode),
            *importance,
            *(("pin", code) for code in sorted(wish.pinned)),
            *(("exclude", code) for code in sorted(wish.excluded)),
        ]
    )


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
