"""Tests of plans: their order, reasons, expected result, left-out actions and errors."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet, Evidence
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning import remarks
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.plan_writer import due_week
from assessment.domain.planning.planner import make_plan, what_more_hours_buy
from assessment.domain.planning.plans import (
    PinNotPossible,
    PinsDoNotFit,
    QuarterPlan,
    UnknownAction,
)
from assessment.domain.planning.suggestions import sparkle_pin
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import shown
from tests.domain.making import make_model, make_sheet, make_wish
from tests.domain.strategies import models, sheets, wishes

WISH = make_wish(hours=20)


@pytest.fixture
def plan(model: MaturityModel, lindgren: AnswerSheet) -> QuarterPlan:
    return make_plan(model, lindgren, WISH)


def codes(plan: QuarterPlan) -> list[str]:
    return [planned.code for planned in plan.actions]


# ---- order and dates


def test_basics_come_first_then_the_best_return_per_hour(plan: QuarterPlan) -> None:
    assert codes(plan) == ["POL2q", "CUL3q", "CON4q", "CON3q", "POL4q"]
    assert [planned.due_week for planned in plan.actions] == [2, 4, 6, 8, 11]


def test_a_deep_action_follows_its_quick_one_without_delaying_it() -> None:
    model = make_model([(2, 2, 2)])
    hours = {"A1q": 1, "A1d": 8, "A2q": 4, "A2d": 1}
    actions = (replace(a, hours=hours.get(a.code, 9), cost_band=0) for a in model.actions)
    model = replace(model, actions=tuple(actions))

    plan = make_plan(model, make_sheet(model, 1), make_wish(hours=14, max_actions=4))

    # A1q gains 6 for one hour and A2q gains 6 for four. A2d gains 3 for one hour, but needs A2q.
    assert codes(plan) == ["A1q", "A2q", "A2d", "A1d"]


@pytest.mark.parametrize(
    ("cumulated", "hours", "week"), [(0, 12, 1), (1, 13, 1), (3, 20, 2), (20, 20, 13), (0, 0, 13)]
)
def test_the_week_follows_the_hours_worked(cumulated: int, hours: int, week: int) -> None:
    assert due_week(cumulated, hours) == week


# ---- what to expect


def test_a_plan_says_what_to_expect(plan: QuarterPlan) -> None:
    first = plan.actions[0]

    assert first.effect is not None
    assert (first.hours, first.money) == (3, 0)
    assert (first.effect.lifts_from, first.effect.lifts_to) == (1, 2)
    assert (shown(first.effect.points_before), shown(first.effect.points_after)) == (53, 61)
    assert (shown(plan.now.overall.points), shown(plan.expected.overall.points)) == (59, 66)
    assert plan.expected.overall.level == plan.model.level("smooth")


def test_a_completed_action_counts_as_a_note_and_keeps_better_evidence(
    model: MaturityModel,
) -> None:
    bare, checked = make_sheet(model, 1), make_sheet(model, 1, Evidence.CHECKED)
    rule, action = rule_of(model), model.action("POL2q")

    assert rule.lifted(bare, [action]).answers["POL2"].evidence is Evidence.NOTE
    assert rule.lifted(checked, [action]).answers["POL2"].evidence is Evidence.CHECKED


def test_more_hours_buy_more(model: MaturityModel) -> None:
    sheet, wish = make_sheet(model, 1), make_wish(hours=4)

    more = what_more_hours_buy(model, sheet, wish)

    assert more.wish.hours == 9
    assert more.value > make_plan(model, sheet, wish).value


# ---- reasons


def test_every_action_says_what_it_is_for(plan: QuarterPlan) -> None:
    assert [str(planned.effect and planned.effect.why) for planned in plan.actions] == [
        "Lifts “Every complaint gets an answer”, the only basic in Policies below Usually",
        "One step from Smooth in Culture",
        "One of two steps to Smooth in Consistency",
        "The other step to Smooth in Consistency",
        "One step from Smooth in Policies",
    ]


def why(model: MaturityModel, sheet: AnswerSheet, *pins: str) -> list[str]:
    """Return the reasons in a plan of only these actions, in the plan's order."""
    wish = make_wish(hours=200, money=9000, max_actions=len(pins), pinned=frozenset(pins))
    return [
        str(planned.effect and planned.effect.why)
        for planned in make_plan(model, sheet, wish).actions
    ]


@pytest.mark.parametrize(
    ("values", "pins", "words"),
    [
        ((0, 2), ["A1q"], ["Both steps to Solid in Area0"]),
        ((0, 1), ["A2q"], ["1 of 3 steps to Solid in Area0"]),
        (
            (0, 1),
            ["A1q", "A2q"],
            ["2 of 3 steps to Solid in Area0", "The last step to Solid in Area0"],
        ),
        (
            (0, 0),
            ["A1q", "A2q"],
            ["2 of 4 steps to Solid in Area0", "The last 2 steps to Solid in Area0"],
        ),
        ((2, 2), ["A1d"], ["Lifts “Practice A1” to Every time"]),
        ((3, 1), ["A2q"], ["Lifts “Practice A2”, the only basic in Area0 below Usually"]),
    ],
)
def test_a_reason_counts_the_steps_to_its_tier(
    values: tuple[int, ...], pins: list[str], words: list[str]
) -> None:
    model = make_model([(2, 2)], weights=(2, 1))
    same = tuple(replace(action, hours=1, cost_band=0) for action in model.actions)
    model = replace(model, actions=same)

    assert why(model, make_sheet(model, [*values, 3, 3]), *pins) == words


def test_above_the_basics_a_reason_only_names_the_practice() -> None:
    model = make_model([(2, 2)], weights=(2, 1))

    assert why(model, make_sheet(model, [3, 3, 3, 1]), "A4q") == ["Lifts “Practice A4” to Usually"]


def test_a_reason_says_when_one_action_takes_all_steps() -> None:
    assert (
        str(remarks.completes_tier("Culture", "Solid", 3, 3)) == "All 3 steps to Solid in Culture"
    )


def test_a_pin_above_an_unmet_tier_is_the_owners_choice() -> None:
    model = make_model([(2, 2)], weights=(2, 1))

    assert why(model, make_sheet(model, [0, 0, 1, 1]), "A3q") == [
        "Your choice: it will count once Solid is met in Area0"
    ]


# ---- left out


def reasons_in(plan: QuarterPlan) -> dict[str, tuple[str, str]]:
    return {out.action.code: (out.reason, str(out.why)) for out in plan.left_out}


def test_a_left_out_action_says_how_far_it_is_over_budget(
    plan: QuarterPlan, model: MaturityModel, lindgren: AnswerSheet
) -> None:
    # The plan takes 16 of 20 hours and 45 of 200 in money.
    reasons = reasons_in(plan)
    tighter = make_plan(model, lindgren, replace(WISH, money=plan.money))

    assert reasons["POL6q"] == ("fits", "Fits, but your limit is 5 actions")
    assert reasons["CUL7d"] == ("too_costly", "4 hours over budget")
    assert reasons["CHA3d"] == ("too_costly", "4 hours and 45 over budget")
    assert tighter.codes == plan.codes
    assert reasons_in(tighter)["PER6d"] == ("too_costly", "110 over budget")
    assert {out.action.code for out in plan.left_out_as("fits")} >= {"POL6q", "CHA5q"}
    # A practice that is in the plan or already at the top gets no other suggestion.
    assert not {"POL2d", "CUL3d", "POL1d", "CON2q"} & reasons.keys()


def test_an_excluded_action_stays_out(model: MaturityModel, lindgren: AnswerSheet) -> None:
    wish = replace(WISH, excluded=frozenset({"POL2q"}))

    plan = make_plan(model, lindgren, wish)

    assert "POL2q" not in codes(plan)
    [out] = plan.left_out_as("excluded")
    assert (out.action.code, str(out.why)) == ("POL2q", "You removed this")


def test_an_action_above_an_unmet_tier_needs_that_tier_first(model: MaturityModel) -> None:
    plan = make_plan(model, make_sheet(model, 0), make_wish(hours=1))

    waiting = {out.action.code: str(out.why) for out in plan.left_out_as("floor")}
    assert waiting["CUL3q"] == "Needs Solid in Culture first"


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        (remarks.lacks(1, 50), "1 hour and 50 over budget"),
        (remarks.lacks(3, 0), "3 hours over budget"),
        (remarks.over_the_number(1), "Fits, but your limit is one action"),
    ],
)
def test_amounts_of_one_use_the_singular(remark: remarks.Remark, words: str) -> None:
    assert str(remark) == words


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_affordable_action_is_left_out_only_by_the_number_of_actions(
    data: st.DataObject,
) -> None:
    model = data.draw(models(most_dimensions=3, most_tiers=3))
    wish = data.draw(wishes(model))

    plan = make_plan(model, data.draw(sheets(model)), wish)

    assert not plan.left_out_as("fits") or len(plan.actions) == wish.max_actions
    assert not {out.action.practice for out in plan.left_out} & {
        action.practice for action in plan.library
    }


def test_when_nothing_fits_the_smallest_action_is_suggested(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    plan = make_plan(model, lindgren, make_wish(hours=1))

    assert plan.actions == ()
    assert (plan.value, plan.levels_gained) == (0, 0)
    assert plan.smallest_action is not None
    assert plan.smallest_action.cost.hours == 2


def test_when_everything_is_done_there_is_no_smallest_action(model: MaturityModel) -> None:
    plan = make_plan(model, make_sheet(model, 3), make_wish())

    assert plan.left_out == ()
    assert plan.smallest_action is None
    assert sparkle_pin(plan) is None


# ---- pins


def test_pinned_and_running_actions_are_in_the_plan(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    wish = replace(WISH, pinned=frozenset({"CHA5q"}), running=frozenset({"CUL6q"}))

    assert {"CHA5q", "CUL6q"} <= set(codes(make_plan(model, lindgren, wish)))


def test_a_pinned_deep_action_brings_its_quick_one(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    plan = make_plan(model, lindgren, replace(WISH, pinned=frozenset({"POL2d"})))

    assert {"POL2q", "POL2d"} <= set(codes(plan))


@pytest.mark.parametrize("code", ["POL1q", "CUL6d", "CON2q"])
def test_a_pin_that_is_done_too_far_ahead_or_set_aside_is_refused(
    model: MaturityModel, lindgren: AnswerSheet, code: str
) -> None:
    with pytest.raises(PinNotPossible) as refused:
        make_plan(model, lindgren, make_wish(pinned=frozenset({code, "POL2q"})))

    assert refused.value.action.code == code


def test_pins_that_do_not_fit_say_what_they_take(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    pins = frozenset({"POL2d", "CUL3q"})

    with pytest.raises(PinsDoNotFit) as refused:
        make_plan(model, lindgren, make_wish(hours=5, pinned=pins))

    assert (refused.value.needed, refused.value.count) == (Cost(10, 45), 3)


@pytest.mark.parametrize("field", ["pinned", "running", "excluded", "own_costs"])
def test_an_unknown_action_is_refused(
    model: MaturityModel, lindgren: AnswerSheet, field: str
) -> None:
    asked = {"XYZ1q": Cost(1, 1)} if field == "own_costs" else frozenset({"XYZ1q"})

    with pytest.raises(UnknownAction, match="XYZ1q"):
        make_plan(model, lindgren, make_wish(**{field: asked}))


def test_the_owners_own_costs_count(model: MaturityModel, lindgren: AnswerSheet) -> None:
    wish = make_wish(hours=1, money=0, own_costs={"POL2q": Cost(1, 0)})

    plan = make_plan(model, lindgren, wish)

    assert (codes(plan), plan.hours) == (["POL2q"], 1)


# ---- sparkle suggestions


def test_a_small_sparkle_action_is_suggested(plan: QuarterPlan) -> None:
    joy = sparkle_pin(plan)

    assert joy is not None
    assert joy.action.code == "CHA5q"
    assert joy.cost.hours <= 2
    assert joy.cost.money <= 50


def test_a_plan_with_a_sparkle_action_gets_no_other_suggestion(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    plan = make_plan(model, lindgren, replace(WISH, pinned=frozenset({"CHA5q"})))

    assert sparkle_pin(plan) is None


def test_an_excluded_sparkle_action_is_not_suggested(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    plan = make_plan(model, lindgren, replace(WISH, excluded=frozenset({"CHA5q"})))

    joy = sparkle_pin(plan)
    assert joy is not None
    assert joy.action.code != "CHA5q"


def test_a_model_of_one_step_per_quarter_leaves_out_larger_actions() -> None:
    model = make_model([(2, 2)], weights=(2, 1))
    model = replace(model, planning=replace(model.planning, steps_per_quarter=1))

    plan = make_plan(model, make_sheet(model, [0, 1, 1, 1]), make_wish(hours=99, money=9000))

    assert codes(plan) == ["A2q"]
    assert rule_of(model).rank(model.dimensions[0], make_sheet(model, [0, 1, 1, 1])) == 0
