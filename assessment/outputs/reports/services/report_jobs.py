"""Requested reports: record them, print them in the background and retry failed ones."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import get_language

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import new_key
from assessment.foundation.pdf.faults import CannotPrint
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.models import UNFINISHED, ReportRun, RunStatus
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services.printing import (
    cache_report,
    content_hash,
    report_pdf,
    signs_without_a_font,
)
from assessment.outputs.reports.services.report_cache import (
    KEPT,
    cached,
    clear,
    is_cached,
    remove,
)
from assessment.outputs.reports.services.tenants import (
    keep_within_limits,
    note_printing,
    tenant_of,
)
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.services import keep_brand

log = logging.getLogger(__name__)

MOST_TRIES = 3
PAUSE = timedelta(seconds=3)
"""From the end of an attempt to the next one."""
NO_RETRY = frozenset({"gone", "size"})
"""Reasons for which a retry cannot help and would only delay the other reports."""
REPEAT_WITHIN = timedelta(minutes=10)
"""A repeated request within this time is taken for the same one."""
LOST_AFTER = timedelta(minutes=30)
"""A run that was queued this long ago has been lost, for example with its worker."""

Now = Callable[[], datetime]
Later = Callable[[int, datetime], None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which report someone has requested."""

    quarter: Quarter
    edition: Edition
    paper: Paper
    options: Options = field(default_factory=Options)


@transaction.atomic
def ask_for_report(
    *,
    business: Business,
    consultancy: Consultancy | None,
    wanted: Wanted,
    document: ReportDocument,
    by: User,
    at: datetime,
) -> tuple[ReportRun, bool]:
    """Record a requested report; it is ready at once if the same report is cached.

    `consultancy` is the one that the user works in for the business, if any.

    Returns:
        The run, and whether it is new. A repeated request returns the existing run while that is
        unfinished or only a moment old.

    Raises:
        TooManyWait: the business has reached its queue limit.
    """
    # Hashing takes a while, so it happens before the lock.
    name = content_hash(document, wanted.edition, wanted.paper)
    without = signs_without_a_font(document)
    # Lock the business, so that a double click does not start the same report twice.
    Business.objects.select_for_update().get(pk=business.pk)
    there = is_cached(name)
    still = Q(status__in=UNFINISHED)
    if there:
        still |= Q(status=RunStatus.DONE, asked_at__gt=at - REPEAT_WITHIN)
    same = business.report_runs.filter(still, content_hash=name, asked_by=by).first()
    if same is not None:
        return same, False
    tenant = tenant_of(business, consultancy)
    keep_within_limits(business, tenant, at)
    # The language is stored because the worker process that prints has no request to take it from.
    run = business.report_runs.create(
        key=new_key(),
        quarter=wanted.quarter.key,
        edition=wanted.edition,
        paper=wanted.paper,
        options={
            **wanted.options.kept(),
            "language": get_language() or "",
            **({"signs": [str(each) for each in without]} if without else {}),
        },
        content_hash=name,
        status=RunStatus.DONE if there else RunStatus.WAITING,
        asked_by=by,
        tenant=tenant,
        consultancy=consultancy if wanted.edition == Edition.CONSULTANT else None,
        brand=keep_brand(consultancy=consultancy, at=at) if consultancy else None,
        asked_at=at,
        queued_at=at,
        ended_at=at if there else None,
    )
    return run, True


def print_run(*, run: int, now: Now, later: Later) -> None:
    """Make the report of a run; calling it again for a finished run does nothing.

    If printing fails, `later` schedules a retry, up to three attempts in all. `now` is a function
    because printing takes time: the start and the end need different times.
    """
    found = start(run=run, at=now())
    if found is None:
        return
    began = now()
    try:
        name = printed(found)
    except CannotPrint as fault:
        log.warning("report not printed: run=%s reason=%s: %s", found.key, fault.reason, fault)
        break_off(run=found, reason=fault.reason, at=now(), later=later)
    # Whatever went wrong, the run must end or be retried. Otherwise it would count as unfinished
    # and fill the queue of its business.
    except Exception:
        log.exception("report not printed: run=%s", found.key)
        break_off(run=found, reason="fault", at=now(), later=later)
    else:
        # The result or plan can have changed since the request, so store what was really printed.
        end(run=run, at=now(), status=RunStatus.DONE, content_hash=name)
    finally:
        note_printing(found.tenant, (now() - began).total_seconds(), now())


@transaction.atomic
def start(*, run: int, at: datetime) -> ReportRun | None:
    """Count an attempt, and return the run; return None if there is nothing left to do.

    A run that is already marked as running was left behind by a worker that died. That attempt
    counts too, so a report that kills its worker cannot be retried for ever.
    """
    # The lock keeps two workers from starting the same run.
    found = ReportRun.objects.select_for_update().filter(pk=run, status__in=UNFINISHED).first()
    if found is None:
        return None
    # Nobody may get a report through a job that they started before they lost their access.
    if not is_still_open(found):
        end(run=run, at=at, status=RunStatus.FAILED, reason="ended")
        return None
    if found.tries >= MOST_TRIES:
        end(run=run, at=at, status=RunStatus.FAILED, reason="died")
        return None
    found.tries += 1
    found.status = RunStatus.RUNNING
    found.save(update_fields=["tries", "status"])
    return found


def is_still_open(run: ReportRun) -> bool:
    """Whether the person who asked may still read it, and the firm it is branded for has access."""
    if run.brand:
        running = run.brand.consultancy.engagements.running()
        if not running.filter(business=run.business_id).exists():
            return False
    return business_open_to(run.asked_by, run.business_id, run.authority.needs) is not None


def printed(run: ReportRun) -> str:
    """Print the report of a run from the current data, and return the name of its cached file.

    Raises:
        CannotPrint, TooManyWait: it was not printed or saved, or the result has been deleted.
    """
    with as_requested(run):
        document = document_behind(run)
        if document is None:
            raise CannotPrint("the result is gone", reason="gone")
        return cache_report(document, Edition(run.edition), Paper(run.paper), whose=run.whose)


def document_if_unchanged(run: ReportRun, *, at: datetime) -> ReportDocument | None:
    """Return what a finished report was made from, if the same file can be made at once.

    Its file can be on another host, or lost. None means that something has changed since, or that
    the file was deleted because nobody had downloaded it.
    """
    if run.status != RunStatus.DONE or was_deleted(run, at=at):
        return None
    with as_requested(run):
        document = document_behind(run)
        if document is None:
            return None
        name = content_hash(document, Edition(run.edition), Paper(run.paper))
    return document if name == run.content_hash else None


def print_again(run: ReportRun, document: ReportDocument) -> bytes:
    """Return the file of a finished report whose cached file is missing here.

    Raises:
        CannotPrint, TooManyWait: it could not be made again now.
    """
    edition, paper = Edition(run.edition), Paper(run.paper)
    with as_requested(run):
        return report_pdf(document, edition, paper, whose=run.whose)


def at_hand(runs: Sequence[ReportRun], *, at: datetime) -> frozenset[str]:
    """Return the hashes of the reports that can be downloaded, whichever host made them."""
    found = {run.content_hash for run in runs if not was_deleted(run, at=at)}
    return frozenset(found) | cached(run.content_hash for run in runs)


def was_deleted(run: ReportRun, *, at: datetime) -> bool:
    """Whether a missing file was old enough to be deleted because nobody had downloaded it."""
    return run.ended_at is not None and run.ended_at <= at - KEPT


@contextmanager
def as_requested(run: ReportRun) -> Iterator[None]:
    """Use the time zone and language of a report: a worker has no request that could set them."""
    language = run.options.get("language") or settings.LANGUAGE_CODE
    with timezone.override(run.business.zone), translation.override(language):
        yield


def document_behind(run: ReportRun) -> ReportDocument | None:
    """Return the document of a run from the current data; None if its result has been deleted."""
    quarter = quarter_named(results_of(run.business), run.quarter)
    if quarter is None:
        return None
    options = Options.read(run.options)
    # A firm's report keeps the brand of its day, and the business's own report stays neutral. Both
    # are so even if another person asks for them again.
    practice = run.brand.consultancy if run.brand else run.consultancy
    return document_of(run.business, quarter, options=options, practice=practice, brand=run.brand)


@transaction.atomic
def break_off(*, run: ReportRun, reason: str, at: datetime, later: Later) -> None:
    """Schedule a retry, unless that was the last attempt or a retry cannot help.

    Another process can have ended or requeued the run in the meantime. The update therefore
    matches only a run that is still running, and leaves any other run alone.
    """
    if run.tries >= MOST_TRIES or reason in NO_RETRY:
        end(run=run.pk, at=at, status=RunStatus.FAILED, reason=reason)
        return
    running = ReportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING)
    if running.update(status=RunStatus.WAITING):
        later(run.pk, at + PAUSE)


def end(*, run: int, at: datetime, status: RunStatus, **facts: str) -> None:
    """End a run, unless another process has already ended it."""
    ReportRun.objects.filter(pk=run, status__in=UNFINISHED).update(
        status=status, ended_at=at, **facts
    )


@transaction.atomic
def try_again(*, run: ReportRun, by: User, at: datetime) -> bool:
    """Requeue a report that failed or whose file was deleted; return whether it is queued now.

    It is now made for the person who asked again, because the first may have lost access.

    Raises:
        TooManyWait: the business has reached its queue limit.
    """
    Business.objects.select_for_update().get(pk=run.business_id)
    again = ReportRun.objects.filter(pk=run.pk, ended_at__isnull=False)
    if run.status == RunStatus.DONE and is_cached(run.content_hash):
        return False
    keep_within_limits(run.business, run.tenant, at)
    # The filter on `ended_at` makes a double click harmless: only the first update matches.
    waiting = {"status": RunStatus.WAITING, "tries": 0, "reason": "", "ended_at": None}
    return bool(again.update(**waiting, asked_by=by, queued_at=at))


def discard(*, names: Collection[str]) -> None:
    """Delete the files with these names, except those that another report still refers to."""
    needed = set(ReportRun.objects.filter(content_hash__in=names).values_list("content_hash"))
    remove([name for name in names if (name,) not in needed])


def tidy(*, at: datetime) -> int:
    """Mark lost runs as failed, and delete old files; return how many files."""
    left = ReportRun.objects.lost(at - LOST_AFTER)
    # Looking first takes no lock, and there is seldom anything to write.
    if left.exists():
        left.update(status=RunStatus.FAILED, ended_at=at, reason="died")
    return clear(at=at)
