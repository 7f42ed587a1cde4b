"""What learning must find, calculated from scratch over the whole site at once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import PlanItem
from assessment.journey.results.models import Result

Known = tuple[Decimal | None, int, Decimal | None, int]
"""Hours and lift of an action, each with its number of businesses."""


def full_figures() -> dict[tuple[str, str], Known]:
    """Return the figures of every action that has any, by model key and code."""
    done = list(
        PlanItem.objects.filter(status=Status.DONE)
        .exclude(action="")
        .select_related("plan__assessment__model_version", "plan__assessment__business")
        .order_by("ended_on", "pk")
    )
    at_once = Counter((item.plan_id, practice_of(item)) for item in done)
    hours: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    lifts: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    for item in done:
        assessment = item.plan.assessment
        key = (assessment.model_version.key, item.action)
        if item.real_hours is not None:
            hours[key][assessment.business_id] = item.real_hours
        alone = at_once[item.plan_id, practice_of(item)] == 1
        lift = lift_of(item, newest_results(assessment.business_id)) if alone else None
        if lift is not None:
            lifts[key][assessment.business_id] = Decimal(lift)
    return {
        key: (middle(hours[key]), len(hours[key]), middle(lifts[key]), len(lifts[key]))
        for key in hours.keys() | lifts.keys()
        if hours[key] or lifts[key]
    }


def middle(values: dict[int, Decimal]) -> Decimal | None:
    return round(median(values.values()), 2) if values else None


def practice_of(item: PlanItem) -> str:
    return item.plan.assessment.model_version.maturity.action(item.action).practice


def newest_results(business: int) -> Sequence[Result]:
    found = Result.objects.filter(assessment__business=business, assessment__extra=0)
    ordered = found.select_related("assessment").order_by("assessment__revision")
    newest = {result.assessment.quarter: result for result in ordered}
    return [newest[quarter] for quarter in sorted(newest)]


def lift_of(item: PlanItem, results: Sequence[Result]) -> int | None:
    planned = item.plan.assessment
    before = [r for r in results if r.assessment.quarter == planned.quarter]
    after = [
        r
        for r in results
        if r.assessment.quarter > planned.quarter
        and item.ended_on is not None
        and planned.business.day(r.frozen_at) >= item.ended_on
    ]
    if not before or not after:
        return None
    pair = (before[0], after[0])
    if any(r.assessment.model_version_id != planned.model_version_id for r in pair):
        return None
    was, became = (r.sheet[practice_of(item)]["value"] for r in pair)
    return became - was if isinstance(was, int) and isinstance(became, int) else None
