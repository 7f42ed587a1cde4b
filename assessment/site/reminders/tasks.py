"""The work that waits in the queue: one mail each."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from assessment.site.reminders import services


@task()
def deliver(reminder: int) -> None:
    """Send one reminder; asked for twice, it is sent once."""
    services.deliver(reminder=reminder, at=timezone.now(), later=deliver_later)


def deliver_later(reminder: int, moment: datetime) -> None:
    deliver.using(run_after=moment).enqueue(reminder)


def deliver_all(reminders: Iterable[int]) -> None:
    """Queue many at once; one by one, each would be a query of its own."""
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            task_path=deliver.module_path,
            args_kwargs={"args": [reminder], "kwargs": {}},
            priority=deliver.priority,
            queue_name=deliver.queue_name,
            backend_name=deliver.backend,
            run_after=get_date_max(),
        )
        for reminder in reminders
    )


def queued() -> set[int]:
    """The reminders that are in the queue or being sent."""
    unfinished = DBTaskResult.objects.filter(
        task_path=deliver.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    return {sent["args"][0] for sent in unfinished.values_list("args_kwargs", flat=True)}
