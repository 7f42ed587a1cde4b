"""Queued tasks and scheduled jobs never wait for each other; tasks of dead workers are found."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessment.management.commands import run_schedule
from assessment.management.commands.run_schedule import Job, Schedule
from assessment.site.operations import background_work
from assessment.site.operations.background_work import (
    HEARTBEAT,
    LEASE,
    leased,
    new_worker,
    prune,
    reap,
)
from assessment.site.operations.models import WorkerLease
from tests.factories import NOON

LONG_ENOUGH = 60
"""Seconds until a test gives up waiting for another thread."""
LIMIT = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


# ---- lanes


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Schedule]:
    """A schedule without jobs or tasks of its own, and without a database."""
    monkeypatch.setattr(run_schedule, "something_waits", lambda: False)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    schedule = Schedule()
    schedule.jobs = []
    yield schedule
    schedule.ended.set()


def every_minute(do: Callable[[datetime], object]) -> list[Job]:
    return [Job("job", timedelta(minutes=1), do)]


def test_a_task_is_run_while_a_job_takes_its_time(
    idle: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, waited = Event(), []

    def take_time(_now: datetime) -> None:
        waited.append(made.wait(LONG_ENOUGH))
        idle.ended.set()

    idle.jobs = every_minute(take_time)
    monkeypatch.setattr(idle, "work", made.set)

    idle.run(beside=None)

    assert waited == [True]


def test_jobs_are_done_while_a_task_takes_its_time(
    idle: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, waited, lanes = Event(), [], []

    def take_time() -> None:
        lanes.append(current_thread())
        waited.append(done.wait(LONG_ENOUGH))
        idle.ended.set()

    idle.jobs = every_minute(lambda _now: done.set())
    monkeypatch.setattr(idle, "work", take_time)

    idle.run(beside=None)

    assert waited == [True]
    assert main_thread() not in lanes


def test_a_broken_task_does_not_end_the_lane(
    idle: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def break_off() -> None:
        tried.append(1)
        if len(tried) == 3:
            idle.ended.set()
        raise OperationalError

    monkeypatch.setattr(run_schedule, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(idle, "work", break_off)

    idle.run(beside=None)

    assert len(tried) == 3


# ---- leases


def running_task(*workers: str, started_at: datetime) -> Any:
    return DBTaskResult.objects.create(
        task_path="assessment.outputs.reports.tasks.make_report",
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
        status=TaskResultStatus.RUNNING,
        started_at=started_at,
        worker_ids=list(workers),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lease", "running", "again"),
    [
        (-SECOND, timedelta(seconds=80), 1),
        (SECOND, timedelta(minutes=9), 0),
        (SECOND, timedelta(minutes=11), 1),
        (None, timedelta(minutes=9), 0),
        (None, timedelta(minutes=11), 1),
    ],
    ids=["expired", "valid", "valid but too long", "none", "none and too long"],
)
def test_the_tasks_of_a_worker_are_requeued_once_its_lease_has_expired(
    lease: timedelta | None, running: timedelta, again: int
) -> None:
    task = running_task("dead", started_at=NOON - running)
    if lease is not None:
        WorkerLease.objects.create(worker="dead", until=NOON + lease)

    assert reap(at=NOON, limit=LIMIT) == (again, 0)

    task.refresh_from_db()
    assert task.status == (TaskResultStatus.READY if again else TaskResultStatus.RUNNING)
    assert WorkerLease.objects.exists() == (lease == SECOND)


@pytest.mark.django_db
def test_only_the_worker_that_has_the_task_now_counts() -> None:
    running_task("dead", "alive", started_at=NOON - SECOND)
    WorkerLease.objects.create(worker="dead", until=NOON - SECOND)
    WorkerLease.objects.create(worker="alive", until=NOON + SECOND)

    assert reap(at=NOON, limit=LIMIT) == (0, 0)


@pytest.mark.django_db
def test_a_task_whose_workers_all_died_is_given_up() -> None:
    task = running_task("first", "second", "third", started_at=NOON - SECOND)
    WorkerLease.objects.create(worker="third", until=NOON - SECOND)

    assert reap(at=NOON, limit=LIMIT) == (0, 1)

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_looking_for_tasks_of_dead_workers_takes_no_lock() -> None:
    running_task("alive", started_at=NOON)

    with CaptureQueriesContext(connection) as caught:
        reap(at=NOON, limit=LIMIT)

    said = [query["sql"].split()[0] for query in caught.captured_queries]
    assert said == ["SELECT", "SELECT"]


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_a_worker_holds_a_lease_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    worker = new_worker()
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Worker.run",
        lambda worker: held.append(WorkerLease.objects.get(worker=worker.worker_id)),
    )

    worker.run()

    assert len(held) == 1
    assert not WorkerLease.objects.exists()


@pytest.mark.django_db
def test_a_lease_is_renewed_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    renewed, often = [], Event()

    def renew(worker: str) -> None:
        renewed.append(worker)
        if len(renewed) == 3:
            often.set()

    monkeypatch.setattr(background_work, "HEARTBEAT", timedelta(seconds=0.001))
    monkeypatch.setattr(background_work, "renew", renew)

    with leased("me"):
        assert often.wait(LONG_ENOUGH)

    assert set(renewed) == {"me"}


def test_a_lease_survives_a_heartbeat_that_comes_late() -> None:
    assert timedelta(seconds=30) == HEARTBEAT
    assert 2 * HEARTBEAT < LEASE < 3 * HEARTBEAT


def test_an_unreachable_database_does_not_end_the_heartbeat(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_args: Any, **_fields: Any) -> None:
        raise OperationalError("10.0.0.7 is gone")

    monkeypatch.setattr(WorkerLease.objects, "update_or_create", away)

    background_work.renew("me")

    assert "lease not renewed: OperationalError" in caplog.text
    assert "10.0.0.7" not in caplog.text


# ---- old tasks


@pytest.mark.django_db
def test_old_tasks_are_deleted_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_work, "DELETED_AT_ONCE", 2)
    for _number in range(5):
        task = running_task(started_at=NOON)
        task.status, task.finished_at = TaskResultStatus.SUCCESSFUL, NOON
        task.save()

    with CaptureQueriesContext(connection) as caught:
        assert prune(at=NOON + timedelta(days=31)) == 5

    deletions = [query["sql"] for query in caught.captured_queries if "DELETE" in query["sql"]]
    assert len(deletions) == 3
