"""Keep the columns about the plan in the row that lists show of a business, and missing rows."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from assessment.domain.planning.planned_actions import ACHIEVED, Status
from assessment.journey.planning.models import ItemChange, ItemKind, Plan, PlanItem
from assessment.journey.results.models import Result, Standing
from assessment.journey.results.services import keep_standing
from assessment.parties.businesses.models import Business

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
    newest = _newest(OuterRef("business"), OuterRef("quarter_starts_on"))
    standings.update(
        actions=Coalesce(_number(_of_newest()), 0),
        achieved=Coalesce(_number(_of_newest().filter(status__in=ACHIEVED)), 0),
        plan_moved_at=Subquery(newest.annotate(moved=_last_moved()).values("moved")),
    )


def _newest(business: OuterRef, quarter_starts_on: OuterRef) -> QuerySet[Plan]:
    """Return the newest plan of the quarter of a row."""
    of_quarter = Plan.objects.filter(
        assessment__business=business, assessment__quarter_starts_on=quarter_starts_on
    )
    return of_quarter.order_by("-number")[:1]


def _of_newest() -> QuerySet[PlanItem]:
    """Return its actions, without what to find out and what was dropped."""
    # The row is two queries further out.
    quarter = OuterRef(OuterRef("quarter_starts_on"))
    newest = _newest(OuterRef(OuterRef("business")), quarter).values("pk")
    kept = PlanItem.objects.filter(kind=ItemKind.ACTION).exclude(status=Status.DROPPED)
    return kept.filter(plan__in=newest).order_by()


def _number(items: QuerySet[PlanItem]) -> Subquery:
    return Subquery(items.values("kind").annotate(number=Count("pk")).values("number"))


def _last_moved() -> Greatest:
    """Return when a plan was saved or one of its actions last changed, whichever is later."""
    changes = ItemChange.objects.filter(item__plan=OuterRef("pk")).order_by().values("item__plan")
    last = Subquery(changes.annotate(last=Max("at")).values("last"))
    return Greatest(F("saved_at"), Coalesce(last, F("saved_at")))
