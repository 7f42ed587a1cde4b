"""Make the files of a job in the background, client by client."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from assessment.consulting.bulk.models import AHEAD, BulkClient, BulkJob, ClientState
from assessment.consulting.bulk.queries.jobs import unfinished, why_not
from assessment.consulting.bulk.services.documents import make_file
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.pdf.faults import CannotPrint
from assessment.outputs.reports.services import (
    LOST_AFTER,
    MOST_TRIES,
    NO_RETRY,
    PAUSE,
)
from assessment.parties.consultancies.models import PracticeMail
from assessment.parties.consultancies.queries import people_to_tell

log = logging.getLogger(__name__)

Now = Callable[[], datetime]
Later = Callable[[int, datetime], None]


def make_client(*, client: int, now: Now, later: Later) -> None:
    """Make the files of one client; those that exist are not made again.

    If one can't be made, `later` schedules another try, up to three in all.
    """
    found = start(client=client, at=now())
    if found is None:
        return
    there = set(found.files.values_list("kind", flat=True))
    try:
        for kind in found.job.kinds:
            if kind not in there:
                make_file(found, kind, at=now())
    except CannotPrint as fault:
        log.warning("file not made: client=%s reason=%s: %s", found.pk, fault.reason, fault)
        break_off(found, reason=fault.reason, at=now(), later=later)
    # Whatever went wrong, the job must go on, and end one day.
    except Exception:
        log.exception("file not made: client=%s", found.pk)
        break_off(found, reason="fault", at=now(), later=later)
    else:
        end(found, ClientState.DONE, at=now())


@transaction.atomic
def start(*, client: int, at: datetime) -> BulkClient | None:
    """Count a try, and return the client; None if there is nothing left to do.

    A client marked as running was left behind by a worker that died. That try counts as well, so
    that a report which kills its worker is not tried for ever.
    """
    clients = BulkClient.objects.select_for_update(of=("self",)).filter(state__in=AHEAD, pk=client)
    found = clients.select_related("job__consultancy", "job__brand", "business").first()
    if found is None:
        return None
    if why := why_not(found):
        end(found, ClientState.LEFT_OUT, at=at, reason=why)
        return None
    if found.tries >= MOST_TRIES:
        end(found, ClientState.FAILED, at=at, reason="died")
        return None
    found.tries += 1
    found.state, found.started_at = ClientState.RUNNING, at
    found.save(update_fields=["tries", "state", "started_at"])
    return found


@transaction.atomic
def break_off(client: BulkClient, *, reason: str, at: datetime, later: Later) -> None:
    """Schedule another try, unless that was the last one or another can't help."""
    if client.tries >= MOST_TRIES or reason in NO_RETRY:
        end(client, ClientState.FAILED, at=at, reason=reason)
        return
    running = BulkClient.objects.filter(pk=client.pk, state=ClientState.RUNNING)
    if running.update(state=ClientState.WAITING):
        later(client.pk, at + PAUSE)


@transaction.atomic
def end(client: BulkClient, state: ClientState, *, at: datetime, reason: str = "") -> None:
    """End the work for a client, unless it has ended, and the job with its last client."""
    ahead = BulkClient.objects.filter(pk=client.pk, state__in=AHEAD)
    if ahead.update(state=state, reason=reason, ended_at=at):
        end_if_over(client.job_id, at=at)


@transaction.atomic
def end_if_over(job: int, *, at: datetime) -> None:
    """End a job that has nothing left to do, and tell by email the person who asked, once."""
    found = BulkJob.objects.select_for_update().get(pk=job)
    if found.ended_at or unfinished(found).exists():
        return
    found.ended_at = at
    if found.mailed_at is None:
        found.mailed_at = at
        tell_who_asked(found, at=at)
    found.save(update_fields=["ended_at", "mailed_at"])


def tell_who_asked(job: BulkJob, *, at: datetime) -> None:
    """Tell the person that the files are ready, if they still work there and want such emails."""
    wanting = people_to_tell(job.consultancy, PracticeMail.REPORTS_READY)
    path = reverse("bulk_job", args=[job.consultancy.slug, job.key])
    stop = f"{reverse('practice_settings', args=[job.consultancy.slug])}#emails"
    context = {
        "firm": job.consultancy.name,
        "ready": job.clients.filter(state=ClientState.DONE).count(),
        "failed": job.clients.filter(state=ClientState.FAILED).count(),
        "is_pack": job.is_pack,
        "until": job.erased_from,
        "url": on_site(path),
        "stop_url": on_site(stop),
    }
    for person in wanting:
        if person.pk == job.asked_by_id:
            outbox.send(name="reports_ready", to=person.email, context=context, at=at)


def end_lost(*, at: datetime) -> int:
    """End the work for clients that was lost with its worker, and return for how many.

    Only call it while nothing waits in the queue.
    """
    before = at - LOST_AFTER
    lost = BulkClient.objects.filter(
        Q(started_at=None) | Q(started_at__lt=before), ended_at=None, queued_at__lt=before
    )
    found = list(lost)
    for client in found:
        end(client, ClientState.FAILED, at=at, reason="died")
    return len(found)
