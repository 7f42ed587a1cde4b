"""Remove for good what was deleted 30 days ago: rows, files and waiting tasks."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.models import User
from assessment.journey.results.services import keep_standing
from assessment.outputs.reports.services import discard
from assessment.outputs.reports.tasks import make_report
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import purge_business
from assessment.parties.departures.services import purge_account

log = logging.getLogger(__name__)

DELIVER = "assessment.site.reminders.tasks.deliver"
"""The task that sends a reminder; rooms of the site don't import each other."""


def purge(*, at: datetime) -> tuple[int, int]:
    """Remove archived businesses and closed accounts whose 30 days are over.

    It is safe to repeat, and an error in one does not stop the others. Businesses come first,
    because an account is deleted together with the business in which it was alone.

    Returns:
        How many businesses and how many accounts were removed.
    """
    businesses = Business.with_archived.filter(archived_at__lte=at - RESTORABLE_FOR)
    accounts = User.objects.filter(deletion_asked_at__lte=at - RESTORABLE_FOR)
    return (
        sum(_guarded(_purge_business, found, at) for found in businesses.order_by("archived_at")),
        sum(_guarded(_purge_account, found, at) for found in accounts.order_by("pk")),
    )


def _guarded(remove: Callable[[Any, datetime], bool], found: Any, at: datetime) -> bool:
    try:
        return remove(found, at)
    except Exception:
        log.exception("not removed, will retry: %s=%s", type(found).__name__, found.pk)
        return False


@transaction.atomic
def _purge_business(business: Business, at: datetime) -> bool:
    runs = list(business.report_runs.values_list("pk", flat=True))
    reminders = list(business.reminders.values_list("pk", flat=True))
    hashes = list(business.report_runs.values_list("content_hash", flat=True))
    if not purge_business(business=business, at=at):
        return False
    _drop_tasks(make_report.module_path, runs)
    _drop_tasks(DELIVER, reminders)
    # The rows are gone, so this removes exactly the files that no other business needs.
    discard(names=hashes)
    return True


@transaction.atomic
def _purge_account(user: User, at: datetime) -> bool:
    reminders = list(user.reminders.values_list("pk", flat=True))
    # How sure a change is depends on who answered, and former members all look alike.
    checked = Business.with_archived.filter(assessments__submitted_by=user).distinct()
    sent_by_them = list(checked.order_by("pk"))
    removed = purge_account(user=user, at=at)
    for business in sent_by_them if removed else []:
        keep_standing(business=business)
    _drop_tasks(DELIVER, reminders if removed else [])
    return removed


def _drop_tasks(path: str, keys: Iterable[int]) -> None:
    """Delete the tasks about these rows, including those that have finished."""
    about = set(keys)
    tasks = DBTaskResult.objects.filter(task_path=path).values_list("pk", "args_kwargs")
    found = [pk for pk, sent in tasks if about & set(sent["args"])] if about else []
    DBTaskResult.objects.filter(pk__in=found).delete()
