"""Queued tasks, each of which makes the files of one client."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from assessment.consulting.bulk import services
from assessment.consulting.bulk.models import BulkClient, BulkJob, WantedFiles
from assessment.consulting.bulk.queries.candidates import Candidate
from assessment.foundation.accounts.models import User
from assessment.outputs.reports.tasks import LOWEST, REPORT_PRIORITY
from assessment.parties.consultancies.models import Consultancy

BULK_PRIORITY = REPORT_PRIORITY - 1
"""Lower than that of anybody's first single report, so that nobody waits for a whole job."""


@task(priority=BULK_PRIORITY)
def make_files(client: int) -> None:
    """Make the files of one client; running the task twice makes them only once."""
    services.make_client(client=client, now=timezone.now, later=make_later)


def make_later(client: int, moment: datetime) -> None:
    in_turn(BulkClient.objects.get(pk=client)).using(run_after=moment).enqueue(client)


def in_turn(client: BulkClient) -> Any:
    """Return the task with the priority of this client: jobs side by side take turns."""
    return make_files.using(priority=max(BULK_PRIORITY - client.number, LOWEST))


def enqueue(clients: Sequence[int]) -> None:
    # The queue is a table of the same database, so the job and its tasks are committed together.
    for client in BulkClient.objects.filter(pk__in=clients).order_by("number"):
        in_turn(client).enqueue(client.pk)


@transaction.atomic
def ask_for_files(
    *,
    consultancy: Consultancy,
    chosen: Sequence[Candidate],
    wanted: WantedFiles,
    operation: UUID,
    by: User,
    at: datetime,
) -> BulkJob:
    """Record a job and queue its clients, in one transaction.

    Raises:
        TooManyClients, TooManyJobs, TooMuchStored, NobodyLeft: nothing was changed.
    """
    job, clients = services.ask_for_files(
        consultancy=consultancy, chosen=chosen, wanted=wanted, operation=operation, by=by, at=at
    )
    enqueue(clients)
    return job


@transaction.atomic
def try_again(*, job: BulkJob, by: User, at: datetime) -> int:
    """Queue those that could not be made, and return how many."""
    again = services.try_again(job=job, by=by, at=at)
    enqueue(again)
    return len(again)
