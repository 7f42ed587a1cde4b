"""What the schedule looks for again and again is found by indexes, not by reading whole tables."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.services import experience
from assessment.journey.questionnaire.models import Assessment
from assessment.outputs.reports.models import ReportRun
from assessment.outputs.reports.services import tidy
from assessment.site.reminders.queries.candidates import candidates
from tests.factories import NOON

pytestmark = pytest.mark.django_db

NEAR = (date(2026, 11, 19), date(2026, 11, 24))
FOUND_BY: dict[str, tuple[str, Callable[[], QuerySet[Any]]]] = {
    "actions due soon": (
        "plan_item_unfinished_due",
        lambda: PlanItem.objects.filter(ended_on=None, due_on__range=NEAR),
    ),
    "businesses with something due": ("plan_item_unfinished_due", lambda: candidates(NOON)),
    "lost reports": ("report_run_unfinished", lambda: ReportRun.objects.lost(NOON)),
}


def finish_many_actions(assessment: Assessment, by: User) -> None:
    plan = Plan.objects.create(
        assessment=assessment,
        number=1,
        wish={},
        expected={},
        hours=12,
        money=0,
        saved_at=NOON,
        saved_by=by,
    )
    ended = NOON.date() - timedelta(days=90)
    own = {"title": "Call back", "position": 1, "hours": 1, "money": 0}
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, due_on=ended, ended_on=ended, status=Status.DONE, **own)
        for _ in range(2000)
    )


@pytest.mark.parametrize("what", FOUND_BY)
def test_it_is_found_by_its_index(what: str, assessment: Assessment, owner: User) -> None:
    index, rows = FOUND_BY[what]
    # With few rows, PostgreSQL may take any index or none.
    finish_many_actions(assessment, owner)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")

    assert index in rows().explain()


@pytest.mark.parametrize("name", experience.SOURCES)
def test_new_rows_to_learn_from_are_found_by_their_key(name: str) -> None:
    rows, _path = experience.SOURCES[name]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = rows.filter(pk__gt=5, pk__lte=9).order_by().explain()

    assert "INTEGER PRIMARY KEY" in plan or "_pkey" in plan


def test_looking_for_lost_reports_takes_no_lock(at_most: Any) -> None:
    with at_most(1):
        tidy(at=NOON + timedelta(days=1))
