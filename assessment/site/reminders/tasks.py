"""Background tasks that each send one email."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from assessment.site.reminders import services


@task()
def deliver(reminder: int) -> None:
    """Send one reminder; running the task twice sends it only once."""
    services.deliver(reminder=reminder, at=timezone.now(), later=deliver_later)


def deliver_later(reminder: int, moment: datetime) -> None:
    """Queue one reminder for a later moment."""
    deliver.using(run_after=moment).enqueue(reminder)


def deliver_all(reminders: Iterable[int]) -> None:
    """Queue many reminders with a single query; `enqueue` would need one for each."""
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            task_path=deliver.module_path,
            args_kwargs={"args": [reminder], "kwargs": {}},
            priority=deliver.priority,
            queue_name=deliver.queue_name,
            backend_name=deliver.backend,
            # The library stores “as soon as possible” as the latest date, not as null.
            run_after=get_date_max(),
        )
        for reminder in reminders
    )


def queued() -> set[int]:
    """Return the ids of the reminders that are queued or being sent."""
    unfinished = DBTaskResult.objects.filter(
        task_path=deliver.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    return {sent["args"][0] for sent in unfinished.values_list("args_kwargs", flat=True)}
