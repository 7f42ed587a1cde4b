"""Reports that fail: retries, giving up, and runs that have been lost."""

from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.journey.results.models import Result
from assessment.management.commands import run_schedule
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.services import print_run, tidy
from assessment.parties.businesses.models import Business
from tests.factories import NOON
from tests.outputs.reports.jobs.making import FakePrinting, asked, job_url, work, work_again

pytestmark = pytest.mark.django_db


def test_a_failed_report_is_retried(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
) -> None:
    printing_stub.faults = ["fault"]
    run = asked(as_owner, business)
    work()
    page = as_owner.get(job_url(run)).text

    work_again(at_noon)

    run.refresh_from_db()
    assert "That attempt didn’t work." in page
    assert (run.status, run.tries) == (RunStatus.DONE, 2)


def test_after_three_attempts_the_page_says_so_and_offers_another(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
) -> None:
    printing_stub.faults = ["fault", "fault", "fault"]
    run = asked(as_owner, business)
    for _try in range(4):
        work_again(at_noon)
    page = as_owner.get(job_url(run)).text
    tries = printing_stub.printed

    again = as_owner.post(job_url(run))
    work_again(at_noon)

    run.refresh_from_db()
    assert tries == 3
    assert "We couldn’t make the PDF" in unescape(page)
    assert "Your results are safe. Try again, or print this page." in page
    assert again["Location"] == job_url(run)
    assert run.status == RunStatus.DONE
    assert run.reason == ""


def test_a_run_whose_worker_died_is_not_retried_for_ever(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.RUNNING, tries=3)

    print_run(run=run.pk, now=timezone.now, later=lambda *_: None)

    run.refresh_from_db()
    assert (run.status, run.reason) == (RunStatus.FAILED, "died")
    assert printing_stub.printed == 0


def test_running_the_task_twice_prints_once(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)

    for _twice in range(2):
        print_run(run=run.pk, now=timezone.now, later=lambda *_: None)

    assert printing_stub.printed == 1


def test_lost_runs_are_marked_as_failed(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)

    tidy(at=NOON + timedelta(minutes=29))
    waiting = ReportRun.objects.get().status
    tidy(at=NOON + timedelta(minutes=31))

    run.refresh_from_db()
    assert (waiting, run.status) == (RunStatus.WAITING, RunStatus.FAILED)


def test_an_unexpected_error_is_logged_and_retried(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
    caplog: pytest.LogCaptureFixture,
) -> None:
    printing_stub.faults = [ZeroDivisionError("unexpected")] * 3
    run = asked(as_owner, business)
    for _try in range(3):
        work_again(at_noon)

    run.refresh_from_db()
    assert (run.status, run.reason, run.tries) == (RunStatus.FAILED, "fault", 3)
    assert "ZeroDivisionError: unexpected" in caplog.text


def test_a_deleted_result_is_not_retried(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    result.delete()
    work()

    run.refresh_from_db()
    assert (run.status, run.reason, run.tries) == (RunStatus.FAILED, "gone", 1)
    assert printing_stub.printed == 0


def test_the_pause_before_a_retry_starts_when_the_last_attempt_ended(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
) -> None:
    printing_stub.faults, printing_stub.meanwhile = (
        ["fault"],
        lambda: at_noon.shift(timedelta(seconds=20)),
    )
    asked(as_owner, business)
    work()

    again = DBTaskResult.objects.latest("enqueued_at")
    assert again.run_after == NOON + timedelta(seconds=23)


def test_a_run_given_up_in_the_meantime_stays_failed(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    printing_stub.faults, printing_stub.meanwhile = (
        ["fault"],
        lambda: tidy(at=NOON + timedelta(minutes=31)),
    )
    later: list[int] = []

    print_run(run=run.pk, now=timezone.now, later=lambda run, _moment: later.append(run))

    run.refresh_from_db()
    assert (run.status, later) == (RunStatus.FAILED, [])


def test_the_retry_is_recorded_and_queued_or_neither(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    printing_stub.faults = ["fault"]

    def full(_run: int, _moment: datetime) -> None:
        raise OperationalError("disk full")

    with pytest.raises(OperationalError):
        print_run(run=run.pk, now=timezone.now, later=full)

    run.refresh_from_db()
    assert run.status == RunStatus.RUNNING


# ---- old runs


def test_an_old_report_that_is_requested_again_is_not_given_up(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
) -> None:
    printing_stub.faults = ["fault", "fault", "fault"]
    run = asked(as_owner, business)
    for _try in range(3):
        work_again(at_noon)
    at_noon.shift(timedelta(hours=1))

    as_owner.post(job_url(run))
    tidy(at=timezone.now())
    page = as_owner.get(job_url(run)).text
    call_command("run_schedule", "--once")

    run.refresh_from_db()
    assert "Your report is in the queue." in page
    assert "Taking longer than usual" not in page
    assert (run.status, run.asked_at) == (RunStatus.DONE, NOON)


def test_reports_that_waited_for_a_worker_are_made_before_any_is_given_up(
    as_owner: Client,
    business: Business,
    result: Result,
    at_noon: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_schedule, "AT_ONCE", 1)
    for paper in ("a4", "letter"):
        asked(as_owner, business, paper=paper)
    at_noon.shift(timedelta(minutes=45))

    call_command("run_schedule", "--once")

    assert {run.status for run in ReportRun.objects.all()} == {RunStatus.DONE}


def test_the_schedule_gives_up_runs_that_are_not_queued(
    as_owner: Client, business: Business, result: Result, at_noon: time_machine.Traveller
) -> None:
    run = asked(as_owner, business)
    DBTaskResult.objects.all().delete()
    at_noon.shift(timedelta(minutes=45))

    call_command("run_schedule", "--once")

    run.refresh_from_db()
    assert (run.status, run.reason) == (RunStatus.FAILED, "died")
