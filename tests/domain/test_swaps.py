"""Tests of possible actions, and of what leaves a plan with an action taken out of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.domain.planning.substitutions import doable, leaves_with, without
from tests.domain.making import make_sheet, make_wish
from tests.domain.strategies import models, sheets

WISH = make_wish(hours=20)


@pytest.fixture
def plan(model: MaturityModel, lindgren: AnswerSheet) -> QuarterPlan:
    return make_plan(model, lindgren, WISH)


def codes(plan: QuarterPlan) -> set[str]:
    return {planned.code for planned in plan.actions}


def test_only_actions_one_or_two_steps_ahead_are_possible(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    could = doable(model, lindgren)

    # The answers are POL2 = 1, CUL7 = 2, CUL6 = 0 and POL1 = 3, and CON2 is set aside.
    assert {"POL2q", "POL2d", "CUL7d", "CUL6q"} <= could
    assert not could & {"POL1q", "POL1d", "CUL7q", "CUL6d", "CON2q", "CON2d"}


def test_no_action_is_possible_when_everything_is_done(model: MaturityModel) -> None:
    assert doable(model, make_sheet(model, 3)) == frozenset()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_possible_action_can_be_pinned(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=2, most_tiers=2, most_in_tier=2))
    sheet = data.draw(sheets(model))
    could = doable(model, sheet)

    for action in model.actions:
        wish = make_wish(hours=999, money=99_999, max_actions=99, pinned={action.code})
        if action.code in could:
            assert action.code in codes(make_plan(model, sheet, wish))
        else:
            with pytest.raises(PinNotPossible):
                make_plan(model, sheet, wish)


def test_a_deep_action_leaves_with_the_quick_one_it_builds_on(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    plan = make_plan(model, lindgren, replace(WISH, pinned=frozenset({"POL2d"})))

    assert leaves_with(plan, model.action("POL2q")) == {"POL2q", "POL2d"}
    assert leaves_with(plan, model.action("POL2d")) == {"POL2d"}
    assert without(plan, model.action("POL2q")).pinned == frozenset()
    assert without(plan, model.action("POL2d")).excluded == {"POL2d"}


def test_taking_an_action_out_never_makes_a_plan_impossible(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    wish = replace(WISH, pinned=frozenset({"POL2d", "CUL3q"}))
    plan = make_plan(model, lindgren, wish)

    for action in plan.library:
        try:
            make_plan(model, lindgren, without(plan, action))
        except (PinNotPossible, PinsDoNotFit):  # pragma: no cover
            pytest.fail(action.code)
