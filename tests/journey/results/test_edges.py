"""The best and the barest results, built without a database."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.cairns import cairn_of
from assessment.domain.scoring.scores import OverallScore
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.charts import cairn_chart
from assessment.journey.results.presenters.results import ResultsPage, results_page
from assessment.journey.results.wording.areas import expected_level, weakest_line
from assessment.journey.results.wording.verdict import possible_range
from tests.domain.making import make_model, make_sheet, make_wish
from tests.journey.cafe import eight_checks

LINDGREN = eight_checks()[-1]
MODEL = LINDGREN.model


def noted(value: int) -> Submission:
    """The sample with one answer everywhere, and a note beside each."""
    answer = SheetAnswer(value, Evidence.NOTE, note="Seen.")
    return replace(LINDGREN, sheet=AnswerSheet({p.code: answer for p in MODEL.practices}))


def only_scored(*areas: str) -> Submission:
    """The sample with every question set aside, except in these areas."""
    values: dict[str, Value] = {
        p.code: 2 if p.dimension in areas else "na" for p in MODEL.practices
    }
    return replace(LINDGREN, sheet=make_sheet(MODEL, values))


def of(model: MaturityModel) -> Submission:
    return replace(LINDGREN, model=model, sheet=make_sheet(model, 2))


def page_of(*submissions: Submission) -> ResultsPage:
    return results_page(submissions, make_wish())


def test_at_the_top_no_level_is_left_to_reach() -> None:
    page = page_of(noted(3))

    assert page.way_up == "You’ve reached the top level."
    assert page.grid_line == "Every tier is met in every area."
    assert (page.lowest_open, page.missing_line) == (None, "")


def test_a_first_check_has_no_answers_that_moved() -> None:
    page = page_of(LINDGREN)

    assert (page.moved, page.moved_line, page.overall_line) == ((), "", "")


def test_a_score_that_has_not_moved_is_not_said_to_go_from_itself_to_itself() -> None:
    page = page_of(replace(LINDGREN, quarter=LINDGREN.quarter.previous()), LINDGREN)

    assert page.working.clear
    assert page.working.clear.line == "Overall still 58.7."


@pytest.mark.parametrize(
    ("low", "high", "said"), [("133/2", "67", "67"), ("133/2", "68", "67 to 68"), ("0", "0", "0")]
)
def test_a_range_has_two_ends_only_where_they_are_shown_as_two(
    low: str, high: str, said: str
) -> None:
    score = OverallScore(status="scored", supported=Fraction(low), upper=Fraction(high))

    assert possible_range(score) == said


def test_one_scored_area_is_not_called_the_weakest() -> None:
    assert weakest_line(only_scored("culture")) == ""
    assert weakest_line(only_scored("culture", "policies")) == (
        "The areas we can place are close together."
    )


def test_without_a_score_no_level_is_expected_of_a_plan() -> None:
    submission = only_scored("culture")

    plan = make_plan(MODEL, submission.sheet, make_wish())

    assert expected_level(plan) == ""


@pytest.mark.parametrize(("areas", "cuts"), [(2, 1), (9, 8), (10, 0)])
def test_a_stone_is_cut_into_at_most_nine_slots(areas: int, cuts: int) -> None:
    submission = of(make_model([(1, 1, 1)] * areas))

    chart = cairn_chart(cairn_of(submission.model, submission.scored))

    assert {len(stone.cuts) for stone in chart.stones} == {cuts}
