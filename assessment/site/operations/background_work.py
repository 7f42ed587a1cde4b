"""Background work: running queued tasks, and requeueing those of dead workers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 3
KEPT = timedelta(days=30)
"""How long finished tasks are kept for inspection."""
ID_LENGTH = 32


def new_worker(*, most: int | None = None) -> Worker:
    """Return a worker that runs queued tasks, at most `most` of them, and then returns."""
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
    """Tell whether a task is ready to run.

    This plain query takes no lock, whereas a worker's own look at the queue does.
    """
    return DBTaskResult.objects.ready().exists()


@transaction.atomic
def reap(*, at: datetime, limit: timedelta) -> tuple[int, int]:
    """Requeue tasks that have been running for longer than the limit: their worker must have died.

    All our tasks are safe to repeat, so requeueing one that was merely slow does no harm.

    Returns:
        How many were requeued, and how many were marked as failed after their last try.
    """
    # skip_locked: two processes that reap at the same time must not wait for each other.
    stuck = DBTaskResult.objects.running().filter(started_at__lt=at - limit)
    tries = {work.pk: len(work.worker_ids) for work in stuck.select_for_update(skip_locked=True)}
    found = DBTaskResult.objects.filter(pk__in=tries)
    spent = [pk for pk, number in tries.items() if number >= MOST_TRIES]
    given_up = found.filter(pk__in=spent).update(status=TaskResultStatus.FAILED, finished_at=at)
    again = found.exclude(pk__in=spent).update(status=TaskResultStatus.READY, started_at=None)
    return again, given_up


def prune(*, at: datetime) -> int:
    """Delete tasks that finished long ago, and return how many rows were deleted."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT)
    return old.delete()[0]
