"""The businesses in which a reminder can be due at all: most of the time, a few of many."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestSheet
from assessment.journey.retests.queries.asked_again import ASKED_AFTER, CLOSES_AFTER
from assessment.parties.businesses.models import Business

A_DAY = timedelta(days=1)
"""By how much the date in a time zone can differ from the date in UTC."""
A_WEEK = timedelta(days=7)
AHEAD = timedelta(days=3)
"""How long before an action is due its reminder is sent."""
GIVEN_UP = timedelta(weeks=8)
"""If nothing became late for this long, the plan was abandoned, and reminders stop."""
SHORTEST_QUARTER = timedelta(days=90)
MONDAY = 0


def candidates(now: datetime) -> QuerySet[Business]:
    """Return every business with something due, and some others: the rules decide what is due.

    These conditions can be answered from indexes. Reading a business takes a thousand times as long
    as ruling it out.
    """
    today = now.astimezone(UTC).date()
    days = [today - A_DAY, today, today + A_DAY]
    possible = ~Q(pk__in=_surely_checked(today)) | Q(pk__in=_with_dates_near(days))
    possible |= Q(pk__in=_with_second_look(now))
    for ending in _quarters_ending(days):
        plans = Plan.objects.filter(assessment__quarter_starts_on=ending.starts_on)
        possible |= Q(pk__in=plans.values("assessment__business"))
        # A plan that was saved late is summed up in the quarter of its last date.
        possible |= Q(first_month__in=range(ending.first_month % 3, 13, 3))
    return Business.objects.filter(possible).order_by("pk")


def _surely_checked(today: date) -> QuerySet[Assessment, Any]:
    """Return the businesses whose check of the current quarter has been submitted."""
    since = today + A_DAY - SHORTEST_QUARTER
    checks = Assessment.objects.submitted().filter(extra=0, quarter_starts_on__gt=since)
    return checks.order_by().values("business")


def _with_dates_near(days: list[date]) -> QuerySet[PlanItem, Any]:
    """Return the businesses with actions that are due soon or, on Mondays, late."""
    first = min(days)
    if any(day.weekday() == MONDAY for day in days):
        first -= GIVEN_UP
    near = PlanItem.objects.filter(ended_on=None, due_on__range=(first, max(days) + AHEAD))
    return near.order_by().values("plan__assessment__business")


def _with_second_look(now: datetime) -> QuerySet[RetestSheet, Any]:
    """Return the businesses in which somebody agreed to be asked again about now."""
    sent = (now - CLOSES_AFTER - 2 * A_DAY, now - ASKED_AFTER + 2 * A_DAY)
    near = RetestSheet.objects.waiting().filter(assessment__submitted_at__range=sent)
    return near.order_by().values("assessment__business")


def _quarters_ending(days: list[date]) -> Iterator[Quarter]:
    """Yield the quarters whose last week has one of these days: they end with its month."""
    for month in sorted({day.replace(day=1) for day in days if (day + A_WEEK).month != day.month}):
        yield Quarter.containing(month, first_month=(month.month - 3) % 12 + 1)
