"""Background work: running queued tasks, and requeueing those of dead workers."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from django.db import Error as DatabaseTrouble
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from assessment.site.operations.models import WorkerLease
from assessment.site.operations.threads import in_background

log = logging.getLogger(__name__)

MOST_TRIES = 3
KEPT = timedelta(days=30)
"""How long finished tasks are kept for inspection."""
DELETED_AT_ONCE = 500
ID_LENGTH = 32
HEARTBEAT = timedelta(seconds=30)
LEASE = timedelta(seconds=75)
"""How long a lease lasts: long enough for two heartbeats on a slow machine."""


def new_worker(*, most: int | None = None) -> "LeasedWorker":
    """Return a worker that runs queued tasks, at most `most` of them, and then returns."""
    return LeasedWorker(
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


class LeasedWorker(Worker):
    """A worker whose tasks count as abandoned soon after its process has died."""

    def run(self) -> None:
        with leased(self.worker_id):
            super().run()


@contextmanager
def leased(worker: str) -> Iterator[None]:
    """Hold a lease for the duration of the block, and renew it in a thread."""
    ended = Event()

    def keep_renewing() -> None:
        while not ended.wait(HEARTBEAT.total_seconds()):
            renew(worker)

    renew(worker)
    thread = in_background(keep_renewing, name="heartbeat")
    try:
        yield
    finally:
        ended.set()
        thread.join()
        WorkerLease.objects.filter(worker=worker).delete()


def renew(worker: str) -> None:
    """Extend a lease; if the database does not answer, the next heartbeat tries again."""
    try:
        WorkerLease.objects.update_or_create(
            worker=worker, defaults={"until": timezone.now() + LEASE}
        )
    except DatabaseTrouble as trouble:
        log.warning("lease not renewed: %s", type(trouble).__name__)


def reap(*, at: datetime, limit: timedelta) -> tuple[int, int]:
    """Requeue tasks whose worker must have died: its lease has expired, or they ran for too long.

    All our tasks are safe to repeat, so requeueing one that was merely slow does no harm. A
    worker without a lease, such as the library's own command, gets the whole time limit.

    Returns:
        How many were requeued, and how many were marked as failed after their last try.
    """
    expired = WorkerLease.objects.filter(until__lt=at)
    dead = set(expired.values_list("worker", flat=True))
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids", "started_at")
    # This reads without a lock: on SQLite, looking inside a transaction would block all writers.
    stuck = [
        pk
        for pk, workers, started_at in running
        if (started_at or at) < at - limit or dead.intersection(workers[-1:])
    ]
    found = requeue(stuck, at=at) if stuck else (0, 0)
    if dead:
        expired.filter(worker__in=dead).delete()
    return found


@transaction.atomic
def requeue(stuck: Collection[UUID], *, at: datetime) -> tuple[int, int]:
    # skip_locked: two processes that reap at the same time must not wait for each other.
    still = DBTaskResult.objects.running().filter(pk__in=stuck)
    tries = {work.pk: len(work.worker_ids) for work in still.select_for_update(skip_locked=True)}
    found = DBTaskResult.objects.filter(pk__in=tries)
    spent = [pk for pk, number in tries.items() if number >= MOST_TRIES]
    given_up = found.filter(pk__in=spent).update(status=TaskResultStatus.FAILED, finished_at=at)
    again = found.exclude(pk__in=spent).update(status=TaskResultStatus.READY, started_at=None)
    return again, given_up


def prune(*, at: datetime) -> int:
    """Delete tasks that finished long ago, a few at a time, and return how many rows."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT)
    deleted = 0
    while some := list(old.values_list("pk", flat=True)[:DELETED_AT_ONCE]):
        deleted += DBTaskResult.objects.filter(pk__in=some).delete()[0]
    return deleted
