"""Work behind the pages: doing what is queued, and taking up what a killed worker left."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 3
KEPT = timedelta(days=30)
"""So long finished work stays to be looked at."""
ID_LENGTH = 32


def new_worker(*, most: int | None = None) -> Worker:
    """A worker that does what is queued, at most so many, and then returns."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=most,
        worker_id=get_random_string(ID_LENGTH),
    )


def something_waits() -> bool:
    """A look that takes no lock, unlike a worker's."""
    return DBTaskResult.objects.ready().exists()


@transaction.atomic
def reap(*, at: datetime, limit: timedelta) -> tuple[int, int]:
    """Give back what has been running for longer than the limit: its worker must have died.

    Our work is safe to repeat, so one that was only slow does no harm either.

    Returns:
        How many wait again, and how many were given up after their last try.
    """
    stuck = DBTaskResult.objects.running().filter(started_at__lt=at - limit)
    tries = {work.pk: len(work.worker_ids) for work in stuck.select_for_update(skip_locked=True)}
    found = DBTaskResult.objects.filter(pk__in=tries)
    spent = [pk for pk, number in tries.items() if number >= MOST_TRIES]
    given_up = found.filter(pk__in=spent).update(status=TaskResultStatus.FAILED, finished_at=at)
    again = found.exclude(pk__in=spent).update(status=TaskResultStatus.READY, started_at=None)
    return again, given_up


def prune(*, at: datetime) -> int:
    """Forget what was finished long ago; says how much."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT)
    return old.delete()[0]
