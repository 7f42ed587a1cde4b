"""Keep the columns about the plan in the row that lists show of a business, and missing rows."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Expression, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from assessment.domain.planning.planned_actions import ACHIEVED, Status
from assessment.journey.planning.models import ItemKind, Plan
from assessment.journey.results.models import Result, Standing
from assessment.journey.results.services import keep_standing
from assessment.parties.businesses.models import Business

COUNTED = Q(items__kind=ItemKind.ACTION) & ~Q(items__status=Status.DROPPED)
"""The actions that count: neither questions to find out about, nor what was dropped."""
AT_ONCE = 10
"""How many businesses are brought up to date in one transaction."""


@transaction.atomic
def keep_whole_standing(*, business: Business) -> None:
    """Write the whole row of a business again, with the columns about its plan."""
    keep_standing(business=business)
    _count(Standing.objects.filter(business=business))


def catch_up() -> int:
    """Write the rows that are missing or about an older check; the scheduler runs this.

    An update from a release that did not keep them leaves such rows.

    Returns:
        How many businesses were brought up to date.
    """
    latest = Result.objects.filter(assessment__business=OuterRef("pk"), assessment__extra=0)
    newest = latest.order_by("-assessment__quarter_starts_on", "-assessment__revision")
    known = Business.with_archived.annotate(newest=Subquery(newest.values("assessment")[:1]))
    behind = known.filter(newest__isnull=False).exclude(standing__assessment=F("newest"))
    found = list(behind.order_by("pk"))
    # A few at a time: people who save an answer must not wait long for the write lock of SQLite.
    for start in range(0, len(found), AT_ONCE):
        _write_all(found[start : start + AT_ONCE])
    return len(found)


@transaction.atomic
def _write_all(businesses: Sequence[Business]) -> None:
    for business in businesses:
        keep_whole_standing(business=business)


def note_progress(*, plan: int) -> None:
    """Count the newest plan of the quarter in which its business stands; one query.

    Code that changes a plan or one of its actions calls this in the same transaction, with the key
    of that plan.
    """
    _count(Standing.objects.filter(business__assessments__plans=plan))


def _count(standings: QuerySet[Standing]) -> None:
    """Write the columns about the plan in these rows; one query."""
    newest = Plan.objects.filter(
        assessment__business=OuterRef("business"),
        assessment__quarter_starts_on=OuterRef("quarter_starts_on"),
    )
    newest = newest.order_by("-number")[:1]
    achieved = Count("items", filter=COUNTED & Q(items__status__in=ACHIEVED))
    moved_at = Coalesce(Max("items__changes__at"), "saved_at")
    standings.update(
        actions=Coalesce(_of(newest, Count("items", filter=COUNTED)), 0),
        achieved=Coalesce(_of(newest, achieved), 0),
        plan_moved_at=_of(newest, Greatest("saved_at", moved_at)),
    )


def _of(plan: QuerySet[Plan], value: Expression) -> Subquery:
    """Return one value of a plan; nothing asks for the name of the column."""
    return Subquery(plan.annotate(value=value).values("value"))
