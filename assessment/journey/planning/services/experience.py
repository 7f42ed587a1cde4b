"""Learn the actual time and effect of actions from every business on this site.

Everything is read and calculated outside transactions, a few businesses at a time. SQLite has a
single write lock, and people who save an answer must not wait for it. Only rows that differ are
written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple, TypeVar

from django.db import models, transaction
from django.db.models import Max

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import (
    ActionTally,
    Experience,
    ItemChange,
    LearningMark,
    Plan,
    PlanItem,
)
from assessment.journey.results.models import Result

AT_ONCE = 10
"""How many businesses are read at a time, and written in one transaction."""
READ_AGAIN = 200
"""How many rows before a mark are read again, as an earlier row can be committed after a later."""
SOURCES: Mapping[str, tuple[models.Manager[Any], str]] = {
    "plan": (Plan.objects, "assessment__business"),
    "item": (PlanItem.objects, "plan__assessment__business"),
    "change": (ItemChange.objects, "item__plan__assessment__business"),
    "result": (Result.objects, "assessment__business"),
}
"""The tables that get a row whenever a tally can change, and the way to their business."""
OF_ACTION = ("model_key", "action")
MEDIANS = ("hours", "hours_firms", "lift", "lift_firms")

Row = TypeVar("Row", bound=models.Model)


class TallyKey(NamedTuple):
    """An action of a model version at one business."""

    model_key: str
    action: str
    business: int


@dataclass(slots=True)
class Figures:
    """The latest figures for one action at one business."""

    hours: Decimal | None = None
    lift: int | None = None


def learn(*, at: datetime) -> int:
    """Bring the figures of every action up to date; the scheduler runs this every hour.

    It looks only at businesses in which something happened since the last time. It is safe to
    repeat and to interrupt. Actions that no business has figures for any more are deleted.
    Figures from fewer than five businesses are stored but never shown.

    Returns:
        The number of actions with figures.
    """
    marks = {name: _newest(rows) for name, (rows, _path) in SOURCES.items()}
    changed = sorted(_changed_until(marks))
    for start in range(0, len(changed), AT_ONCE):
        _renew_tallies(changed[start : start + AT_ONCE])
    known = list(_experience(at))
    _store(known, among=Experience.objects.all(), by=OF_ACTION, values=MEDIANS, also=["learned_at"])
    # Last of all, so that whatever was interrupted is done again.
    LearningMark.objects.bulk_create(
        [LearningMark(table=name, newest=pk) for name, pk in marks.items()],
        update_conflicts=True,
        unique_fields=["table"],
        update_fields=["newest"],
    )
    return len(known)


def _newest(rows: models.Manager[Any]) -> int:
    newest: int | None = rows.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _changed_until(marks: Mapping[str, int]) -> set[int]:
    """Return the businesses with rows after the marks of the last time."""
    before = dict(LearningMark.objects.values_list("table", "newest"))
    changed: set[int] = set()
    for name, (rows, path) in SOURCES.items():
        new = rows.filter(pk__gt=before.get(name, 0) - READ_AGAIN, pk__lte=marks[name])
        changed.update(new.order_by().values_list(path, flat=True).distinct())
    return changed


def _renew_tallies(businesses: Sequence[int]) -> None:
    tallies = [
        ActionTally(
            model_key=key.model_key,
            action=key.action,
            business_id=key.business,
            hours=figures.hours,
            lift=figures.lift,
        )
        for key, figures in sorted(_figures_of(businesses).items(), key=lambda pair: pair[0])
    ]
    among = ActionTally.objects.filter(business__in=businesses)
    _store(tallies, among=among, by=(*OF_ACTION, "business_id"), values=("hours", "lift"))


def _experience(at: datetime) -> Iterator[Experience]:
    """Yield the medians of each action over all businesses, in the order of actions."""
    open_ones = ActionTally.objects.filter(business__archived_at=None)
    tallies = open_ones.order_by("model_key", "action", "business")
    rows = tallies.values_list("model_key", "action", "hours", "lift").iterator()
    for (model_key, action), of_action in groupby(rows, key=lambda row: row[:2]):
        figures = list(of_action)
        hours = [hours for _model, _action, hours, _lift in figures if hours is not None]
        lifts = [Decimal(lift) for _model, _action, _hours, lift in figures if lift is not None]
        yield Experience(
            model_key=model_key,
            action=action,
            hours=round(median(hours), 2) if hours else None,
            hours_firms=len(hours),
            lift=median(lifts) if lifts else None,
            lift_firms=len(lifts),
            learned_at=at,
        )


# ---- writing


def _store(
    wanted: Sequence[Row],
    *,
    among: models.QuerySet[Row],
    by: Sequence[str],
    values: Sequence[str],
    also: Sequence[str] = (),
) -> None:
    """Turn the rows `among` into the wanted ones, writing only those that differ in `values`."""
    key, value = attrgetter(*by), attrgetter(*values)
    there = {key(row): row for row in among}
    stale = there.keys() - {key(row) for row in wanted}
    new = [row for row in wanted if key(row) not in there or value(row) != value(there[key(row)])]
    # Sorted by their keys, because two processes that lock the same rows in different orders can
    # deadlock.
    new.sort(key=key)
    if stale or new:
        with transaction.atomic():
            among.filter(pk__in=[there[one].pk for one in stale]).delete()
            among.bulk_create(
                new,
                update_conflicts=True,
                unique_fields=by,
                update_fields=[*values, *also],
            )


# ---- reading


def _figures_of(businesses: Sequence[int]) -> Mapping[TallyKey, Figures]:
    """Calculate the figures of some businesses from their saved plans and results."""
    done = PlanItem.objects.filter(
        status=Status.DONE, plan__assessment__business__in=businesses
    ).exclude(action="")
    done = done.select_related("plan__assessment__model_version", "plan__assessment__business")
    done = done.defer("plan__assessment__model_version__source").order_by("ended_on", "pk")
    results = _results(businesses)
    at_once = Counter((item.plan_id, _practice(item)) for item in done)
    found: dict[TallyKey, Figures] = defaultdict(Figures)
    for item in done:
        assessment = item.plan.assessment
        business = assessment.business_id
        figures = found[TallyKey(assessment.model_version.key, item.action, business)]
        if item.real_hours is not None:
            figures.hours = item.real_hours
        # If two actions for the same practice were done in one plan, their effects cannot be told
        # apart, so neither counts.
        alone = at_once[item.plan_id, _practice(item)] == 1
        lift = _lift(item, results[business]) if alone else None
        if lift is not None:
            figures.lift = lift
    return {key: figures for key, figures in found.items() if figures != Figures()}


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
