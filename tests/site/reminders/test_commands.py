"""The commands that cron runs on a site, and the process that replaces cron."""

import os
import signal
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.pdf.client import pdf_client
from assessment.journey.planning.models import Experience, Plan
from assessment.management.commands import run_schedule
from assessment.site.operations.background_work import prune, reap
from assessment.site.reminders.models import Reminder
from tests.site.reminders.making import FRIDAY, claim_at, make_item, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def two_due(plan: Plan) -> Plan:
    make_item(plan, date(2026, 11, 21), title="Buy chalk")
    make_item(plan, date(2026, 11, 22), title="Draw the path")
    return plan


# ---- send_reminders


def test_reminders_are_queued_once(two_due: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_reminders")
    call_command("send_reminders")

    assert capsys.readouterr().out.splitlines() == ["Reminders queued: 2.", "Reminders queued: 0."]
    assert Reminder.objects.count() == DBTaskResult.objects.count() == 2


def test_a_dry_run_lists_who_and_why_and_queues_nothing(
    two_due: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("send_reminders", "--dry-run")

    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("owner@example.com: action_due, Café Lindgren (")
    assert first.endswith(":2026-11-21)")
    assert second.endswith(":2026-11-22)")
    assert last == "Nothing was queued."
    assert not Reminder.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_reminders_queued_again_are_reported(
    two_due: Plan, clock: time_machine.Traveller, capsys: pytest.CaptureFixture[str]
) -> None:
    claim_at(FRIDAY)
    DBTaskResult.objects.all().delete()
    clock.shift(timedelta(hours=2))

    call_command("send_reminders")

    said = "Reminders queued: 0. Queued again after a lost attempt: 2.\n"
    assert capsys.readouterr().out == said


# ---- reap_tasks


def stuck(tries: int) -> Any:
    """Create a task whose worker started it 601 seconds ago and has died."""
    claim_at(FRIDAY)
    task = DBTaskResult.objects.get()
    task.status = "RUNNING"
    task.started_at = FRIDAY - timedelta(seconds=601)
    task.worker_ids = [f"worker-{number}" for number in range(tries)]
    task.save()
    return task


@pytest.fixture
def one_due(plan: Plan) -> None:
    make_item(plan, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("tries", "found", "status"),
    [(1, (1, 0), "READY"), (2, (1, 0), "READY"), (3, (0, 1), "FAILED")],
)
def test_a_stuck_task_is_tried_three_times(
    one_due: None, tries: int, found: tuple[int, int], status: str
) -> None:
    task = stuck(tries)

    assert reap(at=FRIDAY, limit=TEN_MINUTES) == found
    task.refresh_from_db()
    assert task.status == status
    assert reap(at=FRIDAY, limit=TEN_MINUTES) == (0, 0)


def test_a_requeued_task_is_run(one_due: None, mailoutbox: list[Any]) -> None:
    stuck(1)

    reap(at=FRIDAY, limit=TEN_MINUTES)
    work()

    assert len(mailoutbox) == 1


def test_a_task_within_the_time_limit_is_left_alone(
    one_due: None, capsys: pytest.CaptureFixture[str]
) -> None:
    task = stuck(1)
    DBTaskResult.objects.update(started_at=FRIDAY - timedelta(seconds=599))

    call_command("reap_tasks")
    call_command("reap_tasks", "--minutes", "9")

    assert capsys.readouterr().out.splitlines() == [
        "0 put back into the queue, 0 marked as failed.",
        "1 put back into the queue, 0 marked as failed.",
    ]
    task.refresh_from_db()
    assert task.status == "READY"


def test_finished_tasks_are_deleted_after_thirty_days(one_due: None) -> None:
    claim_at(FRIDAY)
    work()

    assert prune(at=FRIDAY + timedelta(days=30)) == 0
    assert prune(at=FRIDAY + timedelta(days=30, seconds=1)) == 1
    assert not DBTaskResult.objects.exists()


# ---- run_schedule


def test_the_daily_job_forgets_old_mails(one_due: None, mailoutbox: list[Any]) -> None:
    claim_at(FRIDAY)
    work()

    run_schedule.prune_rows(FRIDAY + timedelta(days=30, seconds=1))

    assert not OutgoingMail.objects.exists()
    assert Reminder.objects.get().mail is None


def test_one_round_queues_and_sends_reminders(two_due: Plan, mailoutbox: list[Any]) -> None:
    call_command("run_schedule", "--once")
    call_command("run_schedule", "--once")

    assert len(mailoutbox) == 2


def test_one_round_runs_the_daily_jobs(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(run_schedule, "learn", lambda *, at: done.append(f"learn {at}"))
    monkeypatch.setattr(run_schedule, "prune", lambda *, at: done.append(f"prune {at}"))
    monkeypatch.setattr(run_schedule, "tidy", lambda *, at: done.append(f"tidy {at}"))

    call_command("run_schedule", "--once")

    assert done == [f"learn {FRIDAY}", f"prune {FRIDAY}", f"tidy {FRIDAY}"]
    assert not Experience.objects.exists()


def test_each_job_has_its_own_interval(
    monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    done: list[str] = []
    for name in ("deliver_mail", "reap_tasks", "send_reminders", "learn", "prune", "tidy"):
        monkeypatch.setattr(run_schedule, name, lambda *_now, name=name, **_at: done.append(name))
    schedule = run_schedule.Schedule()

    def in_a_round(**later: int) -> list[str]:
        done.clear()
        clock.shift(timedelta(**later))
        schedule.round()
        return list(done)

    often = ["deliver_mail", "reap_tasks"]
    assert in_a_round() == [*often, "send_reminders", "learn", "prune", "tidy"]
    assert in_a_round(seconds=29) == []
    assert in_a_round(seconds=1) == ["deliver_mail"]
    assert in_a_round(seconds=30) == often
    assert in_a_round(minutes=9) == [*often, "send_reminders", "tidy"]
    assert in_a_round(days=1) == [*often, "send_reminders", "learn", "prune", "tidy"]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OperationalError("server at 10.0.0.7 is gone"), "database unavailable, will retry"),
        (ZeroDivisionError("a bug"), "job was interrupted, will retry"),
    ],
    ids=["database", "fault"],
)
def test_an_error_is_logged_and_the_other_jobs_go_on(
    two_due: Plan,
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
    caplog: pytest.LogCaptureFixture,
    mailoutbox: list[Any],
    trouble: Exception,
    said: str,
) -> None:
    tried = []

    def break_off(*_args: Any, **_kwargs: Any) -> None:
        tried.append(1)
        raise trouble

    monkeypatch.setattr(run_schedule, "learn", break_off)
    schedule = run_schedule.Schedule()

    schedule.round()
    assert said in caplog.text
    assert "10.0.0.7" not in caplog.text
    assert len(mailoutbox) == 2

    clock.shift(timedelta(minutes=1))
    schedule.round()
    assert len(tried) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_schedule_at_once(
    db: None, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    # Whatever is not woken by the signal waits for a day.
    monkeypatch.setattr(run_schedule, "PAUSE_SECONDS", 86_400)
    monkeypatch.setattr(run_schedule, "GRACE_SECONDS", 86_400)
    monkeypatch.setattr(run_schedule, "tidy", lambda **_: os.kill(os.getpid(), number))

    call_command("run_schedule", "--printers", "1")

    after = [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    assert after == before


def test_it_stops_when_its_parent_process_is_gone(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_schedule, "PAUSE_SECONDS", 0.01)
    parents = iter([77, 77, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))

    call_command("run_schedule", "--beside", "77", "--printers", "1")

    assert list(parents) == []


def test_the_schedule_reports_tasks_of_dead_workers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(run_schedule, "reap", lambda **_: (2, 1))

    with caplog.at_level("WARNING", logger=run_schedule.__name__):
        run_schedule.reap_tasks(FRIDAY)

    assert caplog.messages == ["tasks of dead workers: again=2 failed=1"]


def test_no_job_starts_once_the_schedule_was_asked_to_stop() -> None:
    done: list[datetime] = []
    schedule = run_schedule.Schedule()
    schedule.jobs = [run_schedule.Job("say", timedelta(minutes=1), done.append)]
    schedule.ended.set()

    schedule.round()

    assert done == []


def test_a_task_that_ignores_the_signal_is_left_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exits: list[int] = []
    monkeypatch.setattr(os, "_exit", exits.append)
    closed: list[bool] = []
    monkeypatch.setattr(pdf_client, "close", lambda: closed.append(not exits))

    with run_schedule.stopping_cleanly(run_schedule.Schedule()):
        signal.raise_signal(signal.SIGALRM)

    assert exits == [0]
    assert closed == [True]


def test_a_task_has_little_time_left_once_the_schedule_is_to_stop() -> None:
    assert run_schedule.GRACE_SECONDS < 2
