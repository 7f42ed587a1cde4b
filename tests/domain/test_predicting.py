"""Tests of the answers that a plan is expected to lead to."""

from assessment.domain.planning.planner import make_plan, plan_of
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.trends.predictions import predicted
from assessment.parties.catalogue.library import sample_checks, sample_wish
from tests.domain.making import change, make_sheet, make_wish


def test_the_prediction_is_what_the_planner_expects() -> None:
    for check in sample_checks():
        wish = make_wish(hours=30, money=1000, max_actions=9)
        plan = make_plan(check.model, check.sheet, wish)
        codes = frozenset(planned.code for planned in plan.actions)

        then = score_sheet(check.model, predicted(check.model, check.sheet, codes))

        assert codes
        assert then == plan.expected


def test_after_a_correction_only_the_remaining_steps_count() -> None:
    check = sample_checks()[-1]
    plan = make_plan(check.model, check.sheet, sample_wish())
    codes = frozenset(planned.code for planned in plan.actions)
    practices = [action.practice for action in plan.library]

    for value in (0, 1, 2, 3, "dk", "na"):
        corrected = change(check.sheet, **dict.fromkeys(practices, value))
        then = score_sheet(check.model, predicted(check.model, corrected, codes))

        assert then == plan_of(check.model, corrected, sample_wish(), codes).expected


def test_an_empty_plan_predicts_no_change() -> None:
    check = sample_checks()[-1]

    assert predicted(check.model, check.sheet, frozenset()) == check.sheet


def test_a_deep_action_alone_does_not_start_from_step_0() -> None:
    check = sample_checks()[-1]
    sheet = make_sheet(check.model, 1)

    assert predicted(check.model, sheet, frozenset({"CUL1d"})) == sheet
    both = predicted(check.model, sheet, frozenset({"CUL1q", "CUL1d"}))
    assert both.step(check.model.practice("CUL1")) == 3
