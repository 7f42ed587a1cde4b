"""Hypothesis strategies for models of various shapes, and for sheets and wishes."""

from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from tests.domain.making import make_model

Drawn = TypeVar("Drawn")

STEPS: tuple[Value, ...] = (0, 1, 2, 3)
ANY_VALUE: tuple[Value, ...] = (*STEPS, "dk", "na")
SHARES = [Fraction(1), Fraction(2), Fraction(1, 2)]


@st.composite
def models(
    draw: st.DrawFn,
    *,
    most_dimensions: int = 5,
    most_tiers: int = 4,
    most_in_tier: int = 4,
    own: MaturityModel | None = None,
) -> MaturityModel:
    """Draw models with various numbers of dimensions, tiers and practices, and weights."""
    tiers = draw(st.integers(1, most_tiers))
    size = st.integers(2, most_in_tier)
    area = st.lists(size, min_size=tiers, max_size=tiers)
    weights = st.lists(st.integers(1, 5), min_size=tiers, max_size=tiers)
    return make_model(
        draw(st.lists(area, min_size=1, max_size=most_dimensions)),
        weights=draw(weights),
        shares=draw(st.lists(st.sampled_from(SHARES), min_size=1, max_size=most_dimensions)),
        seed=draw(st.integers(0, 10_000)),
        own=own,
    )


@st.composite
def sheets(
    draw: st.DrawFn, model: MaturityModel, values: tuple[Value, ...] = ANY_VALUE
) -> AnswerSheet:
    answers = st.builds(SheetAnswer, st.sampled_from(values), st.sampled_from(list(Evidence)))
    return AnswerSheet({practice.code: draw(answers) for practice in model.practices})


@st.composite
def wishes(draw: st.DrawFn, model: MaturityModel, *, most_hours: int = 30) -> PlanWish:
    """Draw wishes without pins; some actions are excluded, and some have the owner's costs."""
    codes = [action.code for action in model.actions]
    some_codes = st.frozensets(st.sampled_from(codes), max_size=3)
    own_cost = st.builds(Cost, st.integers(0, 8), st.integers(0, 300))
    areas = [dimension.key for dimension in model.dimensions]
    return PlanWish(
        hours=draw(st.integers(0, most_hours)),
        money=draw(st.sampled_from((0, 50, 100, 200, 450, 1000))),
        max_actions=draw(st.integers(0, 7)),
        mode=draw(st.sampled_from(list(Mode))),
        importance=draw(st.dictionaries(st.sampled_from(areas), st.integers(1, 3))),
        excluded=draw(some_codes),
        own_costs=draw(st.dictionaries(st.sampled_from(codes), own_cost, max_size=4)),
    )
