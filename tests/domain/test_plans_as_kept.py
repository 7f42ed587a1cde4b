"""Tests of the plan of actions chosen earlier, on a sheet that can have changed since."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Mode
from assessment.domain.planning.planner import make_plan, plan_of
from assessment.domain.planning.plans import QuarterPlan, UnknownAction
from tests.domain.making import change, make_sheet, make_wish
from tests.domain.strategies import models, sheets, wishes

WISH = make_wish(hours=20)


def codes(plan: QuarterPlan) -> list[str]:
    return [planned.code for planned in plan.actions]


def test_the_plan_contains_exactly_these_actions(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    kept = plan_of(model, lindgren, WISH, frozenset({"CUL3q", "POL2q"}))

    assert codes(kept) == ["POL2q", "CUL3q"]
    assert (kept.hours, kept.money) == (5, 45)
    assert kept.wish == WISH


def test_pins_and_exclusions_no_longer_change_the_plan(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    wish = make_wish(
        hours=1, money=0, max_actions=1, pinned=frozenset({"CON4q"}), excluded=frozenset({"POL2q"})
    )

    kept = plan_of(model, lindgren, wish, frozenset({"POL2q", "CUL3q"}))

    assert codes(kept) == ["POL2q", "CUL3q"]


def test_an_action_that_a_correction_made_obsolete_is_left_out(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2=2, CUL3="na")

    kept = plan_of(model, sheet, WISH, frozenset({"POL2q", "CUL3q", "CON4q"}))

    assert codes(kept) == ["CON4q"]


def test_each_practice_is_raised_as_far_as_its_actions_allow(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    both = plan_of(model, lindgren, WISH, frozenset({"POL2q", "POL2d"}))
    deep_alone = plan_of(model, lindgren, WISH, frozenset({"POL2d"}))

    assert codes(both) == ["POL2q", "POL2d"]
    assert codes(deep_alone) == []


def test_an_empty_plan_expects_no_change(model: MaturityModel, lindgren: AnswerSheet) -> None:
    kept = plan_of(model, lindgren, WISH, frozenset())

    assert (codes(kept), kept.value, kept.levels_gained) == ([], 0, 0)
    assert kept.expected == kept.now


def test_an_unknown_action_is_refused(model: MaturityModel, lindgren: AnswerSheet) -> None:
    with pytest.raises(UnknownAction, match="XYZ1q"):
        plan_of(model, lindgren, WISH, frozenset({"XYZ1q"}))


@pytest.mark.parametrize("mode", Mode)
def test_in_every_mode_it_is_worth_the_same(model: MaturityModel, mode: Mode) -> None:
    wish = make_wish(mode=mode, hours=20)
    plan = make_plan(model, make_sheet(model, 1), wish)

    kept = plan_of(model, make_sheet(model, 1), wish, frozenset(codes(plan)))

    assert (kept.value, kept.levels_gained) == (plan.value, plan.levels_gained)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_kept_plan_is_the_same_as_the_original(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3, most_tiers=3))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    plan = make_plan(model, sheet, wish)

    kept = plan_of(model, sheet, wish, frozenset(codes(plan)))

    assert codes(kept) == codes(plan)
    assert replace(kept, left_out=()) == replace(plan, left_out=())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_actions_on_any_sheet_make_a_plan(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=2, most_tiers=3))
    some = st.frozensets(st.sampled_from([action.code for action in model.actions]))
    chosen = data.draw(some)

    kept = plan_of(model, data.draw(sheets(model)), data.draw(wishes(model)), chosen)

    assert set(codes(kept)) <= chosen
    assert kept.value >= 0
