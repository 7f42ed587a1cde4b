"""What to find out in a plan: areas with "not sure" answers, and those already started."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assessment.domain.model.maturity import Dimension
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.due_dates import dates_of
from assessment.domain.planning.find_out import FindOutArea, areas_to_find_out
from assessment.domain.planning.plan_writer import find_out_weeks
from assessment.domain.planning.planned_actions import (
    Commitment,
    PlannedAction,
    Status,
    find_out_action,
)
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.remarks import find_out_title
from assessment.journey.planning.queries.closed_days import holidays_between
from assessment.journey.planning.queries.saved_plans import SavedPlan


def finding_out(submission: Submission, wish: PlanWish, saved: SavedPlan | None) -> PlanWish:
    """Return the wish with what to find out, which takes its hours first."""
    areas, started = _to_find_out(submission, saved)
    return wish.finding_out(submission.model, areas.values(), started=started)


def left_to_find_out(
    submission: Submission, wish: PlanWish, saved: SavedPlan | None
) -> Sequence[Dimension]:
    """Return the areas that a wish has no hours left to find out about.

    More hours would go there before they bring in an action.
    """
    areas, _started = _to_find_out(submission, saved)
    asked = {area.dimension.key for area in wish.find_out}
    return [area.dimension for key, area in areas.items() if key not in asked]


def _to_find_out(
    submission: Submission, saved: SavedPlan | None
) -> tuple[Mapping[str, FindOutArea], frozenset[str]]:
    """Return everything to find out by area, and the areas where that was started or done.

    These stay in, even if the answers are known by now. What was dropped stays out.
    """
    before = {p.find_out.dimension.key: p for p in (saved.find_outs if saved else ()) if p.find_out}
    kept = {
        key: p.find_out
        for key, p in before.items()
        if p.find_out and (p.status == Status.RUNNING or p.status.achieved)
    }
    dropped = {key for key, p in before.items() if p.status == Status.DROPPED}
    areas = areas_to_find_out(submission.model, submission.sheet)
    unsure = {a.dimension.key: a for a in areas if a.dimension.key not in dropped}
    return {**unsure, **kept}, frozenset(kept)


def find_outs_of(wish: PlanWish) -> tuple[PlannedAction, ...]:
    """Return what to find out as parts of a plan, each in its week."""
    weeks = find_out_weeks(wish)
    return tuple(
        find_out_action(area, find_out_title(area), week)
        for area, week in zip(wish.find_out, weeks, strict=True)
    )


def suggested_dates(
    submission: Submission, plan: QuarterPlan, saved_on: date
) -> list[PlannedAction]:
    """Return everything in a suggested plan, with its dates as if it were saved on that day.

    Public holidays are left out, but not busy weeks, which change from day to day.
    """
    everything = (*find_outs_of(plan.wish), *plan.actions)
    until = submission.next_check_on
    closed = holidays_between(submission.country, saved_on, until)
    dates = dates_of(everything, saved_on, until, closed)
    pairs = zip(everything, dates, strict=True)
    return [replace(planned, commitment=Commitment(due_on=due.on)) for planned, due in pairs]
