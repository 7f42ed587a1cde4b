"""The data of the sample business for the public pages."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import sqrt

from assessment.domain.model.answers import SET_ASIDE, AnswerSheet
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice, Tier
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import clear_from_squared, overall_clear_from_squared
from assessment.journey.planning.queries.find_outs import suggested_dates
from assessment.journey.results.presenters.results import ResultsPage, results_page
from assessment.journey.trends.presenters.plan_outcomes import worked_on_in
from assessment.journey.trends.queries import PastPlan
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.parties.catalogue.library import (
    SampleAction,
    SamplePlan,
    sample_plans,
    sample_submissions,
    sample_wish,
)

# The scale of the drawing: 0 points at 8, 100 points at 232.
SCALE_LEFT, SCALE_WIDTH = 8, Fraction(224, 100)


@dataclass(frozen=True, kw_only=True)
class AreaDot:
    """One area on the scale from 0 to 100; `at` and `held_at` are positions in the drawing.

    `held_at` marks the cautious score.
    """

    dimension: Dimension
    score: DimensionScore
    at: str
    held_at: str


@dataclass(frozen=True, kw_only=True)
class SamplePicture:
    """A summary of the last result of the sample: areas, weakest first, and one action."""

    submission: Submission
    areas: tuple[AreaDot, ...]
    first_action: PlannedAction


@dataclass(frozen=True, kw_only=True)
class ExampleRow:
    """One answer of the worked example; `earned` and `reachable` are weighted steps."""

    practice: Practice
    tier: Tier
    step: int
    earned: int
    reachable: int


@dataclass(frozen=True, kw_only=True)
class WorkedExample:
    """The calculation of the score of one area of the sample."""

    submission: Submission
    dimension: Dimension
    score: DimensionScore
    rows: tuple[ExampleRow, ...]
    set_aside: int
    earned: int
    reachable: int


def sample_picture() -> SamplePicture:
    """Return the summary of the sample for the home page."""
    submission = sample_submissions()[-1]
    plan = make_plan(submission.model, submission.sheet, sample_wish())
    weakest_first = sorted(submission.scored.dimensions, key=lambda score: score.points)
    return SamplePicture(
        submission=submission,
        areas=tuple(area_dot(submission, score) for score in weakest_first),
        first_action=plan.actions[0],
    )


def sample_results() -> ResultsPage:
    """Return the last result of the sample, compared with the one before it."""
    *_earlier, before, now = submissions = sample_submissions()
    meanwhile = [plan for plan in sample_past_plans() if plan.quarter == before.quarter]
    return results_page(submissions, sample_wish(), acted=worked_on_in(meanwhile, now.model))


@cache
def sample_document() -> ReportDocument:
    """Return the content of the sample report, which never changes."""
    *earlier, submission = sample_submissions()
    plan = make_plan(submission.model, submission.sheet, sample_wish())
    return build_document(
        submission,
        earlier=earlier,
        plan=plan,
        saved=None,
        today=submission.checked_on,
        extras=Extras(past=sample_past_plans()),
    )


@cache
def sample_past_plans() -> tuple[PastPlan, ...]:
    """Return the plans of the sample with their outcomes, oldest first."""
    by_quarter = {submission.quarter: submission for submission in sample_submissions()}
    return tuple(past_plan(plan, by_quarter[plan.quarter]) for plan in sample_plans())


def past_plan(sample: SamplePlan, submission: Submission) -> PastPlan:
    """Return a plan of the sample with the outcome of each action."""
    plan = make_plan(submission.model, submission.sheet, sample.wish)
    outcomes = {action.code: action for action in sample.actions}
    dated = suggested_dates(submission, plan, submission.checked_on)
    actions = tuple(past_action(p, outcomes.get(p.code)) for p in dated if p.action)
    return PastPlan(quarter=sample.quarter, model=submission.model, actions=actions)


def past_action(planned: PlannedAction, outcome: SampleAction | None) -> PlannedAction:
    """Return the action with the outcome that the sample gives it."""
    commitment = Commitment(
        due_on=planned.due_on,
        status=Status(outcome.status) if outcome else Status.OPEN,
        ended_on=outcome.ended_on if outcome else None,
        real_hours=outcome.hours if outcome else None,
        outcome=outcome.outcome if outcome else "",
    )
    return replace(planned, commitment=commitment)


def area_dot(submission: Submission, score: DimensionScore) -> AreaDot:
    return AreaDot(
        dimension=submission.model.dimension(score.key),
        score=score,
        at=place(score.points),
        held_at=place(score.supported),
    )


def place(points: Fraction) -> str:
    """Format a position as text: templates would give a number a comma in some languages."""
    return f"{float(SCALE_LEFT + SCALE_WIDTH * points):.1f}"


@dataclass(frozen=True, kw_only=True)
class ClearChanges:
    """The points from which a change is clear: in an area of the usual size, and overall."""

    area: int
    overall: int


def clear_changes(model: MaturityModel) -> ClearChanges:
    """Return the thresholds for clear changes in whole points, as the method page shows them."""
    return ClearChanges(
        area=shown_root(clear_from_squared(model, model.dimensions[0])),
        overall=shown_root(overall_clear_from_squared(model)),
    )


def shown_root(squared: Fraction) -> int:
    """Return the rounded square root; thresholds are kept squared to stay exact fractions."""
    return shown(Fraction(sqrt(squared)))


def worked_example() -> WorkedExample:
    """Return the calculation for the weakest area of the sample."""
    submission = sample_submissions()[-1]
    score = min(submission.scored.dimensions, key=lambda score: score.points)
    dimension = submission.model.dimension(score.key)
    rows = tuple(
        example_row(submission, practice)
        for practice in dimension.practices
        if counts(submission.sheet, practice)
    )
    return WorkedExample(
        submission=submission,
        dimension=dimension,
        score=score,
        rows=rows,
        set_aside=len(dimension.practices) - len(rows),
        earned=sum(row.earned for row in rows),
        reachable=sum(row.reachable for row in rows),
    )


def counts(sheet: AnswerSheet, practice: Practice) -> bool:
    """Tell whether an answer enters the sum: it exists and was not set aside."""
    answer = sheet.get(practice.code)
    return answer is not None and answer.value != SET_ASIDE


def example_row(submission: Submission, practice: Practice) -> ExampleRow:
    answer = submission.sheet.get(practice.code)
    tier = submission.model.tier(practice.tier)
    # "Not sure" counts as step 0, like the first sentence.
    step = answer.value if answer and isinstance(answer.value, int) else 0
    top = len(practice.anchors) - 1
    return ExampleRow(
        practice=practice,
        tier=tier,
        step=step,
        earned=tier.weight * step,
        reachable=tier.weight * top,
    )
