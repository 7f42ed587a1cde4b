"""Queued tasks, each of which makes one report."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from assessment.foundation.accounts.models import User
from assessment.outputs.reports import services
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

REPORT_PRIORITY = -10
"""Lower than the priority of emails, which are quicker to send than a report is to print."""
LOWEST = -100


@task(priority=REPORT_PRIORITY)
def make_report(run: int) -> None:
    """Make one report; running the task twice makes it only once."""
    services.print_run(run=run, now=timezone.now, later=make_later)


def make_later(run: int, moment: datetime) -> None:
    in_turn(ReportRun.objects.get(pk=run)).using(run_after=moment).enqueue(run)


def in_turn(run: ReportRun) -> Any:
    """Return the task with the priority of this report: each of a tenant's waits for its turn."""
    return make_report.using(priority=max(REPORT_PRIORITY - services.place_in_queue(run), LOWEST))


@transaction.atomic
def ask_for_report(
    *,
    business: Business,
    consultancy: Consultancy | None,
    wanted: services.Wanted,
    document: ReportDocument,
    by: User,
    at: datetime,
) -> ReportRun:
    """Record a report and queue it, in one transaction.

    Raises:
        TooManyWait: the business has reached its queue limit.
    """
    run, is_new = services.ask_for_report(
        business=business, consultancy=consultancy, wanted=wanted, document=document, by=by, at=at
    )
    # The queue is a table of the same database, so run and task are committed together.
    if is_new and run.status == RunStatus.WAITING:
        in_turn(run).enqueue(run.pk)
    return run


@transaction.atomic
def try_again(*, run: ReportRun, by: User, at: datetime) -> None:
    """Requeue a report that failed or whose file was deleted.

    Raises:
        TooManyWait: the business has reached its queue limit.
    """
    if services.try_again(run=run, by=by, at=at):
        in_turn(run).enqueue(run.pk)
