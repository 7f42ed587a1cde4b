"""Learn the actual time and effect of actions from every business on this site."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.db import transaction

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import Experience, PlanItem
from assessment.journey.results.models import Result


class ActionKey(NamedTuple):
    """An action of a model version."""

    model_key: str
    action: str


@dataclass(slots=True)
class Tally:
    """The figures for one action by business id; each business counts once, with its latest."""

    hours: dict[int, Decimal] = field(default_factory=dict)
    lifts: dict[int, Decimal] = field(default_factory=dict)


@transaction.atomic
def learn(*, at: datetime) -> int:
    """Recalculate the figures for every action; the scheduler runs this daily.

    Everything is calculated from the saved plans, so it is safe to repeat. Actions that no
    business has figures for any more are deleted. Figures from fewer than five businesses are
    stored but never shown.

    Returns:
        The number of actions with figures.
    """
    done = PlanItem.objects.filter(
        status=Status.DONE, plan__assessment__business__archived_at=None
    ).exclude(action="")
    done = done.select_related("plan__assessment__model_version", "plan__assessment__business")
    done = done.defer("plan__assessment__model_version__source").order_by("ended_on", "pk")
    tallies = _tallies(list(done))
    silent = [
        r.pk for r in Experience.objects.all() if ActionKey(r.model_key, r.action) not in tallies
    ]
    Experience.objects.filter(pk__in=silent).delete()
    Experience.objects.bulk_create(
        # Sorted, because two processes that lock the same rows in different orders can deadlock.
        [_row(key, tallies[key], at) for key in sorted(tallies)],
        update_conflicts=True,
        unique_fields=["model_key", "action"],
        update_fields=["hours", "hours_firms", "lift", "lift_firms", "learned_at"],
    )
    return len(tallies)


def _row(key: ActionKey, tally: Tally, at: datetime) -> Experience:
    return Experience(
        model_key=key.model_key,
        action=key.action,
        hours=median(tally.hours.values()) if tally.hours else None,
        hours_firms=len(tally.hours),
        lift=median(tally.lifts.values()) if tally.lifts else None,
        lift_firms=len(tally.lifts),
        learned_at=at,
    )


def _tallies(done: Sequence[PlanItem]) -> Mapping[ActionKey, Tally]:
    results = _results({item.plan.assessment.business_id for item in done})
    at_once = Counter((item.plan_id, _practice(item)) for item in done)
    tallies: dict[ActionKey, Tally] = defaultdict(Tally)
    for item in done:
        assessment = item.plan.assessment
        tally = tallies[ActionKey(assessment.model_version.key, item.action)]
        if item.real_hours is not None:
            tally.hours[assessment.business_id] = item.real_hours
        # If two actions for the same practice were done in one plan, their effects cannot be told
        # apart, so neither counts.
        alone = at_once[item.plan_id, _practice(item)] == 1
        lift = _lift(item, results[assessment.business_id]) if alone else None
        if lift is not None:
            tally.lifts[assessment.business_id] = Decimal(lift)
    return {key: tally for key, tally in tallies.items() if tally.hours or tally.lifts}


def _practice(item: PlanItem) -> str:
    return item.plan.assessment.model_version.maturity.action(item.action).practice


def _results(businesses: Iterable[int]) -> Mapping[int, Sequence[Result]]:
    """Return quarterly results by business, oldest first, in their newest revision; one query."""
    found = (
        Result.objects.filter(assessment__business__in=businesses, assessment__extra=0)
        .select_related("assessment")
        .defer("outcome")
        .order_by("assessment__quarter_starts_on", "assessment__revision")
    )
    newest: dict[int, dict[object, Result]] = defaultdict(dict)
    for result in found:
        assessment = result.assessment
        newest[assessment.business_id][assessment.quarter_starts_on] = result
    return defaultdict(list, {business: list(of.values()) for business, of in newest.items()})


def _lift(item: PlanItem, results: Sequence[Result]) -> int | None:
    """Return by how many steps the answer changed from the plan's check to the next one.

    The next one is the first check of a later quarter made after the action was done. The result
    is None if there is no such check yet or the two use different model versions. It is also None
    if either answer is "not sure" or set aside.
    """
    assessment = item.plan.assessment
    before = next((r for r in results if r.assessment.quarter == assessment.quarter), None)
    after = next((r for r in results if _shows(r, item)), None)
    if before is None or after is None:
        return None
    if {r.assessment.model_version_id for r in (before, after)} != {assessment.model_version_id}:
        return None
    was, became = (r.sheet[_practice(item)]["value"] for r in (before, after))
    # Answers that are not a step, such as "not sure", are strings.
    return became - was if isinstance(was, int) and isinstance(became, int) else None


def _shows(result: Result, item: PlanItem) -> bool:
    """Whether a check belongs to a later quarter and was made after the item was done."""
    assessment = item.plan.assessment
    checked_on = assessment.business.day(result.frozen_at)
    later = result.assessment.quarter > assessment.quarter
    return later and item.ended_on is not None and checked_on >= item.ended_on
