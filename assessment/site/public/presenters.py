"""What the front door shows of the sample business."""

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
from assessment.journey.trends.queries import PastPlan
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.parties.catalogue.library import (
    SampleAction,
    SamplePlan,
    sample_checks,
    sample_plans,
    sample_wish,
)

# The picture's scale in its drawing: 0 points at 8, 100 points at 232.
SCALE_LEFT, SCALE_WIDTH = 8, Fraction(224, 100)


@dataclass(frozen=True, kw_only=True)
class AreaDot:
    """One area on the scale from 0 to 100; `at` and `held_at` are places in the drawing."""

    dimension: Dimension
    score: DimensionScore
    at: str
    held_at: str


@dataclass(frozen=True, kw_only=True)
class SamplePicture:
    """The sample's last result in small: areas weakest first, and the first action of its plan."""

    check: Submission
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
    """How one area of the sample comes to its points."""

    check: Submission
    dimension: Dimension
    score: DimensionScore
    rows: tuple[ExampleRow, ...]
    set_aside: int
    earned: int
    reachable: int


def sample_picture() -> SamplePicture:
    check = sample_checks()[-1]
    plan = make_plan(check.model, check.sheet, sample_wish())
    weakest_first = sorted(check.scored.dimensions, key=lambda score: score.points)
    return SamplePicture(
        check=check,
        areas=tuple(area_dot(check, score) for score in weakest_first),
        first_action=plan.actions[0],
    )


@cache
def sample_document() -> ReportDocument:
    """What the sample's report says, which never changes."""
    *earlier, check = sample_checks()
    plan = make_plan(check.model, check.sheet, sample_wish())
    return build_document(
        check,
        earlier=earlier,
        plan=plan,
        saved=None,
        today=check.checked_on,
        extras=Extras(past=sample_past_plans()),
    )


@cache
def sample_past_plans() -> tuple[PastPlan, ...]:
    """The sample's plans and what became of them, oldest first."""
    checks = {check.quarter: check for check in sample_checks()}
    return tuple(past_plan(plan, checks[plan.quarter]) for plan in sample_plans())


def past_plan(sample: SamplePlan, check: Submission) -> PastPlan:
    plan = make_plan(check.model, check.sheet, sample.wish)
    became = {action.code: action for action in sample.actions}
    actions = tuple(past_action(p, became.get(p.code), check) for p in plan.actions)
    return PastPlan(quarter=sample.quarter, model=check.model, actions=actions)


def past_action(
    planned: PlannedAction, became: SampleAction | None, check: Submission
) -> PlannedAction:
    """With what the sample says became of it."""
    commitment = Commitment(
        due_on=check.quarter.due_on(planned.due_week, today=check.checked_on),
        status=Status(became.status) if became else Status.OPEN,
        ended_on=became.ended_on if became else None,
        real_hours=became.hours if became else None,
        outcome=became.outcome if became else "",
    )
    return replace(planned, commitment=commitment)


def area_dot(check: Submission, score: DimensionScore) -> AreaDot:
    return AreaDot(
        dimension=check.model.dimension(score.key),
        score=score,
        at=place(score.points),
        held_at=place(score.supported),
    )


def place(points: Fraction) -> str:
    """As text, because a number would get a comma in some languages."""
    return f"{float(SCALE_LEFT + SCALE_WIDTH * points):.1f}"


@dataclass(frozen=True, kw_only=True)
class ClearChanges:
    """From how many points on a change is clear: of an area of the usual make, and overall."""

    area: int
    overall: int


def clear_changes(model: MaturityModel) -> ClearChanges:
    return ClearChanges(
        area=shown_root(clear_from_squared(model, model.dimensions[0])),
        overall=shown_root(overall_clear_from_squared(model)),
    )


def shown_root(squared: Fraction) -> int:
    return shown(Fraction(sqrt(squared)))


def worked_example() -> WorkedExample:
    """The sample's weakest area, counted through."""
    check = sample_checks()[-1]
    score = min(check.scored.dimensions, key=lambda score: score.points)
    dimension = check.model.dimension(score.key)
    rows = tuple(
        example_row(check, practice)
        for practice in dimension.practices
        if counts(check.sheet, practice)
    )
    return WorkedExample(
        check=check,
        dimension=dimension,
        score=score,
        rows=rows,
        set_aside=len(dimension.practices) - len(rows),
        earned=sum(row.earned for row in rows),
        reachable=sum(row.reachable for row in rows),
    )


def counts(sheet: AnswerSheet, practice: Practice) -> bool:
    answer = sheet.get(practice.code)
    return answer is not None and answer.value != SET_ASIDE


def example_row(check: Submission, practice: Practice) -> ExampleRow:
    answer = check.sheet.get(practice.code)
    tier = check.model.tier(practice.tier)
    # "Not sure" counts as nothing, like the first sentence.
    step = answer.value if answer and isinstance(answer.value, int) else 0
    top = len(practice.anchors) - 1
    return ExampleRow(
        practice=practice,
        tier=tier,
        step=step,
        earned=tier.weight * step,
        reachable=tier.weight * top,
    )
