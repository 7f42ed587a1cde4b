"""Tests of explanations by contrast: every figure is that of a plan with one thing changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet, Value
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning import contrasts
from assessment.domain.planning.candidates import SearchSpace
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.contrasts import (
    MORE_PLACES,
    MOST_PLANS_FOR_MONEY,
    Alternative,
    Contrasts,
    Lever,
    WayIn,
)
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.pareto import Choice
from assessment.domain.planning.planner import MORE_HOURS, make_plan
from assessment.domain.planning.plans import LeftOut, PinsDoNotFit, QuarterPlan
from assessment.domain.planning.substitutions import leaves_with, without
from assessment.domain.scoring.rules import RULES
from assessment.parties.catalogue.library import shipped_model
from tests.domain.brute import best_plan
from tests.domain.making import change, make_sheet, make_wish
from tests.domain.strategies import models, sheets, wishes

VERSIONS = ["cairn-1.0", "cairn-1.1"]
OLD, NEW = map(shipped_model, VERSIONS)
SEEDS = (0, 2, 4)

both_rules = pytest.mark.parametrize("rule", RULES)


def under(rule: str, model: MaturityModel) -> MaturityModel:
    return replace(model, scoring=replace(model.scoring, rule=rule))


def some_plan(model: MaturityModel, seed: int) -> tuple[QuarterPlan, AnswerSheet]:
    """Plan for a random sheet with a few "not sure", in each mode in turn."""
    random = Random(seed)  # noqa: S311
    sheet = make_sheet(model, [random.choice([0, 1, 1, 2, 2, 3, "dk"]) for _ in model.practices])
    wish = make_wish(
        hours=random.choice([8, 12, 20]),
        money=random.choice([0, 200, 500]),
        max_actions=random.choice([3, 5, 8]),
        mode=list(Mode)[seed % len(Mode)],
    ).finding_out(model, areas_to_find_out(model, sheet))
    return make_plan(model, sheet, wish), sheet


def codes(actions: Sequence[Action]) -> frozenset[str]:
    return frozenset(action.code for action in actions)


def assert_is(found: Alternative, other: QuarterPlan, plan: QuarterPlan) -> None:
    """Compare an alternative with the plan that the planner makes."""
    assert found.codes == other.codes
    assert codes(found.came) == other.codes - plan.codes
    assert codes(found.left) == plan.codes - other.codes
    assert found.expected == other.expected.overall
    assert found.levels == other.levels_gained - plan.levels_gained
    assert (found.hours, found.money) == (other.hours - plan.hours, other.money - plan.money)


# ---- why an action is in the plan


@both_rules
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_contrast_is_the_plan_with_the_other_action_pinned(
    rule: str, data: st.DataObject
) -> None:
    model = under(rule, data.draw(models(most_dimensions=3, most_tiers=3)))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    plan = make_plan(model, sheet, wish)

    for action in plan.library:
        found = Contrasts(plan, sheet).without(action)
        assert found is not None
        wish = without(plan, action)
        assert_is(found, make_plan(model, sheet, wish), plan)
        for other in found.came:
            pinned = replace(wish, pinned=wish.pinned | {other.code})
            assert_is(found, make_plan(model, sheet, pinned), plan)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_contrast_is_the_best_of_all_combinations(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=2, most_tiers=2, most_in_tier=2))
    model = under("sss-1", model)
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    plan = make_plan(model, sheet, wish)

    for action in plan.library:
        found = Contrasts(plan, sheet).without(action)
        best = best_plan(model, sheet, without(plan, action))
        assert found
        assert best
        assert found.codes == set(best.codes)
        assert found.levels == best.levels - plan.levels_gained
        assert Cost(plan.hours + found.hours, plan.money + found.money) == best.cost


@pytest.mark.parametrize("model", [OLD, NEW], ids=VERSIONS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_decides_is_the_first_difference_that_counts(model: MaturityModel, seed: int) -> None:
    plan, sheet = some_plan(model, seed)
    mode, place = plan.wish.mode, model.actions.index

    for action in plan.library:
        found = Contrasts(plan, sheet).without(action)
        assert found
        other = make_plan(model, sheet, without(plan, action))
        behind = {
            "levels": -found.levels,
            "value": plan.value - other.value,
            "hours": found.hours,
            "money": found.money,
            "number": len(found.actions) - len(plan.library),
            "order": min(map(place, found.came), default=0) - min(map(place, found.left)),
        }
        if mode is Mode.VALUE:
            behind = {"value": behind["value"], **behind}
        first = next(name for name, less in behind.items() if less)
        assert found.decided_by == first or (found.decided_by, mode) == ("overall", Mode.OVERALL)
        assert behind[first] > 0 or found.decided_by == "overall"
        assert not found.better


@pytest.mark.parametrize(
    ("fields", "decided_by"),
    [
        ({"own_costs": {"CUL1q": Cost(2, 0), "CUL2q": Cost(3, 0)}}, "hours"),
        ({"own_costs": {"CUL1q": Cost(2, 0), "CUL2q": Cost(2, 10)}}, "money"),
        ({"own_costs": {"CUL1q": Cost(2, 0), "CUL2q": Cost(2, 0)}}, "order"),
        ({"own_costs": {"CUL1q": Cost(2, 0), "CUL2q": Cost(2, 0)}, "pinned": {"CUL2q"}}, "order"),
        ({"importance": {"culture": 3, "policies": 1}, "excluded": {"CUL2q"}}, "value"),
    ],
)
def test_alike_actions_are_told_apart_by_hours_then_money_then_order(
    fields: dict[str, object], decided_by: str
) -> None:
    sheet = change(make_sheet(OLD, 3), CUL1=1, CUL2=1, POL1=1)
    plan = make_plan(OLD, sheet, make_wish(max_actions=1, **{"excluded": {"POL1q"}, **fields}))
    [action] = plan.library

    found = Contrasts(plan, sheet).without(action)

    assert found
    assert found.decided_by == decided_by
    assert found.better == ("pinned" in fields)


def test_other_actions_can_go_out_as_well() -> None:
    sheet = make_sheet(OLD, 1)
    plan = make_plan(OLD, sheet, make_wish(hours=9))

    found = {action: Contrasts(plan, sheet).without(action) for action in plan.library}

    beside = [
        codes(alternative.left) - leaves_with(plan, action)
        for action, alternative in found.items()
        if alternative
    ]
    assert any(beside)
    assert not all(beside)


def test_an_action_that_a_running_one_builds_on_has_no_alternative() -> None:
    sheet = change(make_sheet(OLD, 2), POL2=1)
    plan = make_plan(OLD, sheet, make_wish(running=frozenset({"POL2d"}), hours=40, money=2000))

    assert Contrasts(plan, sheet).without(OLD.action("POL2q")) is None


# ---- why an action is left out


def wish_with(wish: PlanWish, way: WayIn, less: int = 0) -> PlanWish:
    more = way.more - less
    if way.lever is Lever.PLACE:
        return replace(wish, max_actions=wish.max_actions + more)
    return replace(wish, **{str(way.lever): getattr(wish, way.lever) + more})


def ways(plan: QuarterPlan, sheet: AnswerSheet) -> Iterator[tuple[LeftOut, tuple[WayIn, ...]]]:
    found = Contrasts(plan, sheet)
    return ((out, found.ways_in(out.action.code)) for out in plan.left_out)


def test_a_way_in_brings_the_action_in_and_a_little_less_does_not() -> None:
    levers = set()

    for model, seed in product((OLD, NEW), SEEDS):
        plan, sheet = some_plan(model, seed)
        for out, found in ways(plan, sheet):
            for way in found:
                levers.add(way.lever)
                enough = make_plan(model, sheet, wish_with(plan.wish, way))
                short = make_plan(model, sheet, wish_with(plan.wish, way, less=1))
                assert out.action.code in enough.codes
                assert out.action.code not in short.codes

    assert levers == set(Lever)


@pytest.mark.parametrize("model", [OLD, NEW], ids=VERSIONS)
@pytest.mark.parametrize("seed", range(3))
def test_no_fewer_hours_would_do_and_without_a_way_none_within_reach(
    model: MaturityModel, seed: int
) -> None:
    plan, sheet = some_plan(model, seed)
    tried = [
        make_plan(model, sheet, replace(plan.wish, hours=plan.wish.hours + more)).codes
        for more in range(1, MORE_HOURS + 1)
    ]

    for out, found in ways(plan, sheet):
        first = next((n for n, plan in enumerate(tried, 1) if out.action.code in plan), None)
        assert first == next((way.more for way in found if way.lever is Lever.HOURS), None)


def test_pinning_an_action_makes_the_best_plan_that_has_it() -> None:
    plan, sheet = some_plan(NEW, 1)

    for out in plan.left_out:
        found = Contrasts(plan, sheet).pinned(out.action)
        wish = replace(plan.wish, pinned=frozenset({out.action.code}))
        if found is None:
            with pytest.raises(PinsDoNotFit):
                make_plan(NEW, sheet, wish)
        else:
            assert_is(found, make_plan(NEW, sheet, wish), plan)
            assert out.action in found.came


def test_an_excluded_action_comes_back_only_if_it_would_be_chosen() -> None:
    sheet = change(make_sheet(OLD, 3), CUL1=1, CUL2=1)
    plan = make_plan(OLD, sheet, make_wish(max_actions=1, excluded=frozenset({"CUL1q", "CUL2q"})))
    both = Contrasts(plan, sheet)
    only_one = Contrasts(
        make_plan(OLD, sheet, make_wish(max_actions=1, excluded=frozenset({"CUL1q"}))), sheet
    )

    assert both.comes_back(OLD.action("CUL1q"))
    assert not only_one.comes_back(OLD.action("CUL1q"))


@pytest.mark.parametrize("model", [OLD, NEW], ids=VERSIONS)
def test_an_unknown_floor_keeps_an_action_out_that_would_come_in(model: MaturityModel) -> None:
    # Culture's basics are not known, and nothing else is left to do.
    low = next(p for p in model.dimensions[0].in_tier(model.tiers[1]))
    basics: dict[str, Value] = {p.code: "dk" for p in model.dimensions[0].in_tier(model.tiers[0])}
    unsure = change(make_sheet(model, 3), **{low.code: 1, **basics})
    known = change(unsure, **dict.fromkeys(basics, 1))
    wish = make_wish(max_actions=1)

    comes_in = []
    for sheet in (unsure, known):
        plan = make_plan(model, sheet, wish)
        [out] = [out for out in plan.left_out if out.practice == low]
        comes_in.append(Contrasts(plan, sheet).comes_in_if_known(out))

    assert comes_in == [True, False]


# ---- how much is planned


def test_the_number_of_plans_searched_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[SearchSpace] = []

    def counted(space: SearchSpace) -> Choice | None:
        solved.append(space)
        return best_choice(space)

    monkeypatch.setattr(contrasts, "best_choice", counted)
    most = []

    for model in (OLD, NEW):
        for seed in range(4):
            plan, sheet = some_plan(model, seed)
            solved.clear()
            found = Contrasts(plan, sheet)
            assert len([found.ways_in(out.action.code) for out in plan.left_out]) > 10
            most.append(len(solved))
            solved.clear()
            found.without(plan.library[0])
            assert len(solved) == 1

    assert max(most) <= MORE_PLACES + MORE_HOURS + MOST_PLANS_FOR_MONEY


def test_a_search_for_money_that_takes_too_long_has_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, sheet = next(
        (plan, sheet)
        for plan, sheet in (some_plan(NEW, seed) for seed in range(20))
        if any(way.lever is Lever.MONEY for _out, found in ways(plan, sheet) for way in found)
    )
    complete = Contrasts(plan, sheet).searched
    monkeypatch.setattr(contrasts, "MOST_PLANS_FOR_MONEY", 1)

    found = Contrasts(plan, sheet)

    assert {Lever.PLACE, Lever.HOURS, Lever.MONEY} == complete.keys()
    assert {Lever.PLACE, Lever.HOURS} == found.searched.keys()
    assert not any(
        way.lever is Lever.MONEY for out in plan.left_out for way in found.ways_in(out.action.code)
    )
