"""Tests of the answers that a plan is expected to lead to."""

from assessment.domain.planning.planner import make_plan, plan_of
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.trends.predictions import predicted
from assessment.parties.catalogue.library import sample_submissions, sample_wish
from tests.domain.making import change, make_sheet, make_wish


def test_the_prediction_is_what_the_planner_expects() -> None:
    for submission in sample_submissions():
        wish = make_wish(hours=30, money=1000, max_actions=9)
        plan = make_plan(submission.model, submission.sheet, wish)
        codes = frozenset(planned.code for planned in plan.actions)

        then = score_sheet(submission.model, predicted(submission.model, submission.sheet, codes))

        assert codes
        assert then == plan.expected


def test_after_a_correction_only_the_remaining_steps_count() -> None:
    submission = sample_submissions()[-1]
    plan = make_plan(submission.model, submission.sheet, sample_wish())
    codes = frozenset(planned.code for planned in plan.actions)
    practices = [action.practice for action in plan.library]

    for value in (0, 1, 2, 3, "dk", "na"):
        corrected = change(submission.sheet, **dict.fromkeys(practices, value))
        then = score_sheet(submission.model, predicted(submission.model, corrected, codes))

        assert then == plan_of(submission.model, corrected, sample_wish(), codes).expected


def test_an_empty_plan_predicts_no_change() -> None:
    submission = sample_submissions()[-1]

    assert predicted(submission.model, submission.sheet, frozenset()) == submission.sheet


def test_a_deep_action_alone_does_not_start_from_step_0() -> None:
    submission = sample_submissions()[-1]
    sheet = make_sheet(submission.model, 1)

    assert predicted(submission.model, sheet, frozenset({"CUL1d"})) == sheet
    both = predicted(submission.model, sheet, frozenset({"CUL1q", "CUL1d"}))
    assert both.step(submission.model.practice("CUL1")) == 3
