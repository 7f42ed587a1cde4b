"""Ask for files of many clients, try some again, and stop a job."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from assessment.consulting.bulk.models import (
    BulkClient,
    BulkJob,
    ClientState,
    WantedFiles,
)
from assessment.consulting.bulk.queries.candidates import Candidate
from assessment.consulting.bulk.queries.jobs import (
    bytes_stored,
    let_in,
    under_way,
    unfinished,
    why_shut_out,
)
from assessment.consulting.bulk.services.making import end_if_over
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.outputs.reports.editions import file_name
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.services import keep_brand

log = logging.getLogger(__name__)

MOST_CLIENTS = 300
"""For how many clients one job can make files."""
MOST_JOBS = 3
"""How many jobs of a practice can be under way together."""
MOST_STORED = 1_000_000_000
"""How many bytes the files of a practice can take."""


class TooManyClients(DomainError):
    """More than `MOST_CLIENTS` were chosen."""


class TooManyJobs(DomainError):
    """The practice already has `MOST_JOBS` jobs under way."""


class TooMuchStored(DomainError):
    """The files of the practice already take `MOST_STORED` bytes."""


class NobodyLeft(DomainError):
    """Nothing can be made for any of the chosen clients."""


@transaction.atomic
def ask_for_files(
    *,
    consultancy: Consultancy,
    chosen: Sequence[Candidate],
    wanted: WantedFiles,
    operation: UUID,
    by: User,
    at: datetime,
) -> tuple[BulkJob, list[int]]:
    """Record a job, and return it with the keys of the clients to queue.

    The chosen clients have been fetched for this practice by the caller. A form that is sent
    twice returns the job that there is, and nothing to queue.

    Raises:
        TooManyClients, TooManyJobs, TooMuchStored, NobodyLeft: nothing was changed.
    """
    # Without the lock, two people could begin the last job together.
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    same = consultancy.bulk_jobs.filter(operation=operation).first()
    if same is not None:
        return same, []
    reasons = [each.left_out(only_summarised=wanted.only_summarised) for each in chosen]
    keep_within_limits(consultancy, reasons)
    job = consultancy.bulk_jobs.create(
        operation=operation,
        brand=keep_brand(consultancy=consultancy, at=at),
        asked_by=by,
        asked_at=at,
        edition=wanted.edition or "",
        paper=wanted.paper,
        options={**wanted.options.kept(), "language": get_language() or ""},
    )
    stems = stems_of(chosen)
    rows = BulkClient.objects.bulk_create(
        BulkClient(
            job=job,
            business=each.business,
            number=number,
            stem=stem,
            quarter=each.quarter.key if each.quarter else "",
            state=ClientState.LEFT_OUT if reason else ClientState.WAITING,
            reason=reason,
            queued_at=at,
            ended_at=at if reason else None,
        )
        for number, (each, reason, stem) in enumerate(zip(chosen, reasons, stems, strict=True))
    )
    log.info("files asked for: job=%s by=%s clients=%s", job.key, by.pk, len(rows))
    return job, [row.pk for row in rows if row.ended_at is None]


def keep_within_limits(consultancy: Consultancy, reasons: Sequence[str]) -> None:
    wanted = reasons.count("")
    if not wanted:
        raise NobodyLeft
    if wanted > MOST_CLIENTS:
        raise TooManyClients(str(wanted))
    if under_way(consultancy) >= MOST_JOBS:
        raise TooManyJobs
    if bytes_stored(consultancy) >= MOST_STORED:
        raise TooMuchStored


def stems_of(chosen: Sequence[Candidate]) -> list[str]:
    """Return the beginning of each client's file names: clients called alike get a number."""
    stems: list[str] = []
    for each in chosen:
        usual = file_name(each.business, each.quarter.key if each.quarter else "none", "")
        number, stem = 1, usual
        while stem in stems:
            number += 1
            stem = f"{usual}-{number}"
        stems.append(stem)
    return stems


@transaction.atomic
def try_again(*, job: BulkJob, by: User, at: datetime) -> list[int]:
    """Queue those that could not be made, and return their keys.

    They are now made for the person who asks again. Who no longer lets the practice in is left out.
    """
    found = BulkJob.objects.select_for_update().get(pk=job.pk)
    open_now = let_in(found.consultancy).values("business")
    failed = found.clients.filter(state=ClientState.FAILED)
    for client in failed.exclude(business__in=open_now).select_related("business"):
        failed.filter(pk=client.pk).update(state=ClientState.LEFT_OUT, reason=why_shut_out(client))
    again = list(failed.order_by("number").values_list("pk", flat=True))
    if again and not found.is_erased(at):
        found.clients.filter(pk__in=again).update(
            state=ClientState.WAITING, reason="", tries=0, ended_at=None, queued_at=at
        )
        found.ended_at, found.asked_by = None, by
        found.save(update_fields=["ended_at", "asked_by"])
        return again
    return []


@transaction.atomic
def stop(*, job: BulkJob, at: datetime) -> int:
    """Leave out those whose turn has not come; what is made or being made stays."""
    waiting = unfinished(job).filter(state=ClientState.WAITING)
    stopped = waiting.update(state=ClientState.LEFT_OUT, reason="stopped", ended_at=at)
    end_if_over(job.pk, at=at)
    return stopped
