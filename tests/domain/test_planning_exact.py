"""Tests that the plan is optimal, against every combination and against the HiGHS solver."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.parties.catalogue.library import own_model, shipped_model
from tests.domain.brute import best_plan
from tests.domain.making import FIRST_MODEL, fixture, make_model, make_sheet, make_wish
from tests.domain.strategies import ANY_VALUE, models, sheets, wishes

SECOND_MODEL = shipped_model("cairn-1.1")

both_rules = pytest.mark.parametrize("own", [FIRST_MODEL, SECOND_MODEL], ids=["sss-1", "sss-2"])


def codes(plan: QuarterPlan) -> list[str]:
    return sorted(planned.code for planned in plan.actions)


@pytest.mark.parametrize("case", fixture("plan_cases"))
def test_a_plan_matches_the_worked_example(case: dict[str, Any]) -> None:
    expected = case["expected"]
    wish = PlanWish(
        hours=case["hours"],
        money=case["money"],
        max_actions=case["max_actions"],
        mode=Mode(case["mode"]),
        importance=case["importance"],
    )

    plan = make_plan(FIRST_MODEL, make_sheet(FIRST_MODEL, case["answers"]), wish)

    assert codes(plan) == expected["actions"]
    assert (plan.value, plan.levels_gained) == (expected["value"], expected["levels_gained"])
    assert (plan.hours, plan.money) == (expected["hours"], expected["money"])
    level = plan.expected.overall.level
    assert level is not None
    assert level.key == expected.get("overall_level", level.key)


@both_rules
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_combination_is_better(own: MaturityModel, data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=2, most_tiers=2, most_in_tier=2, own=own))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    pinnable = st.frozensets(st.sampled_from([a.code for a in model.actions]), max_size=2)
    wish = replace(wish, pinned=data.draw(pinnable))

    best = best_plan(model, sheet, wish)

    if best is None:
        with pytest.raises((PinNotPossible, PinsDoNotFit)):
            make_plan(model, sheet, wish)
        return
    plan = make_plan(model, sheet, wish)
    assert codes(plan) == sorted(best.codes)
    assert (plan.value, plan.levels_gained) == (best.value, best.levels)
    assert Cost(plan.hours, plan.money) == best.cost


def random_model(random: Random, own: MaturityModel) -> MaturityModel:
    tiers = random.choice((2, 3, 3, 4))
    sizes = [[random.randint(2, 4) for _ in range(tiers)] for _ in range(random.randint(3, 6))]
    weights = sorted((random.randint(1, 4) for _ in range(tiers)), reverse=True)
    return make_model(sizes, weights=weights, seed=random.randint(0, 999), own=own)


@both_rules
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("seed", range(8))
def test_an_independent_solver_finds_nothing_better(
    own: MaturityModel, mode: Mode, seed: int
) -> None:
    # SciPy takes seconds to load, and every worker of the suite loads this file.
    from tests.domain.milp import best_figures  # noqa: PLC0415

    random = Random(seed)  # noqa: S311
    model = random_model(random, own)
    spread = random.choice((ANY_VALUE, (0, 1), (1, 2), (1, 2, 2, 3)))
    sheet = make_sheet(model, [random.choice(spread) for _ in model.practices])
    wish = make_wish(
        hours=random.randint(4, 60),
        money=random.choice((0, 100, 400, 1500)),
        max_actions=random.randint(2, 14),
        mode=mode,
        importance={d.key: random.randint(1, 3) for d in model.dimensions},
        excluded=frozenset(a.code for a in model.actions if random.random() < 0.05),
    )

    plan = make_plan(model, sheet, wish)

    figures = best_figures(model, sheet, wish)
    tiers_before = figures["tiers"] - plan.levels_gained
    assert plan.value == figures["value"]
    assert tiers_before == best_figures(model, sheet, make_wish(hours=0))["tiers"]
    assert (plan.hours, plan.money) == (figures["hours"], figures["money"])
    assert len(plan.actions) == figures["number"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_larger_budget_never_gives_a_worse_plan(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3, most_tiers=3))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    more = replace(wish, hours=wish.hours + 5, money=wish.money + 100)

    before, after = make_plan(model, sheet, wish), make_plan(model, sheet, more)

    if wish.mode is Mode.VALUE:
        assert (after.value, after.levels_gained) >= (before.value, before.levels_gained)
    if wish.mode is Mode.LEVEL:
        assert (after.levels_gained, after.value) >= (before.levels_gained, before.value)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_plan_stays_within_budget_and_is_reproducible(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3, most_tiers=3))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))

    plan = make_plan(model, sheet, wish)

    assert plan.hours <= wish.hours
    assert plan.money <= wish.money
    assert len(plan.actions) <= wish.max_actions
    assert not wish.excluded & set(codes(plan))
    assert codes(make_plan(model, sheet, wish)) == codes(plan)


def test_equal_importance_everywhere_changes_only_the_value() -> None:
    model = own_model()
    sheet = make_sheet(model, 1)
    once = make_wish(importance=dict.fromkeys((d.key for d in model.dimensions), 1))

    usual, single = make_plan(model, sheet, make_wish()), make_plan(model, sheet, once)

    assert codes(usual) == codes(single)
    assert usual.value == 2 * single.value


def test_ties_are_won_by_the_models_earlier_actions() -> None:
    model = make_model([(2, 2, 2), (2, 2, 2)])
    alike = tuple(replace(action, hours=3, cost_band=0) for action in model.actions)
    model = replace(model, actions=alike)

    plan = make_plan(model, make_sheet(model, 1), make_wish(hours=3))

    assert codes(plan) == ["A1q"]
    assert codes(
        make_plan(replace(model, actions=alike[::-1]), make_sheet(model, 1), make_wish(hours=3))
    ) == ["B2q"]
