"""Run all scheduled jobs and the task queue in a single process."""

import logging
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections
from django.utils import timezone

from assessment.consulting.bulk.services import end_lost, erase
from assessment.consulting.clients.services import purge_notes
from assessment.consulting.importing.services import erase_lists
from assessment.consulting.messages.services import forget_mailings, send_monday_emails
from assessment.foundation.brakes.services import purge as purge_brakes
from assessment.foundation.outbox.courier import courier
from assessment.foundation.outbox.services import prune as prune_mail
from assessment.foundation.pdf.client import pdf_client
from assessment.journey.planning.services import catch_up, learn
from assessment.management.commands.reap_tasks import MINUTES
from assessment.management.commands.send_reminders import remind
from assessment.outputs.reports.services import tidy
from assessment.parties.departures.services import forget_rows
from assessment.parties.engagements.services import keep_access_current
from assessment.site.operations.background_work import new_worker, prune, reap, something_waits
from assessment.site.operations.purging import purge
from assessment.site.operations.threads import in_background
from assessment.voices.pulse.tasks import keep_rounds
from assessment.voices.second_opinions.services import keep_opinions_current
from assessment.voices.surveys.services import erase_answer_lists

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2
"""How long to wait before looking at an empty queue again."""
PRINTERS = 2
"""How many processes print side by side. One of them is the process of the schedule itself."""
AT_ONCE = 50
"""How many queued tasks run before the other jobs get a turn."""
GRACE_SECONDS = 1.5
"""How long a running task has to finish once the process is asked to stop."""
SOON = timedelta(minutes=1)
"""How soon a job is retried after an error."""
ENDING = (signal.SIGTERM, signal.SIGINT)
SAID_AT = {"assessment": 1, "django_tasks": 2, "django_tasks_db": 2}
"""The --verbosity from which each logger reports more than warnings."""


@dataclass
class Job:
    """A job that runs at regular intervals, starting immediately.

    With `last`, it waits until the queue is empty.
    """

    name: str
    every: timedelta
    do: Callable[[datetime], object]
    last: bool = False
    due_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        return self.due_at is None or now >= self.due_at


def jobs() -> list[Job]:
    return [
        # Only wakes a thread: a mail server that does not answer must not hold up the rest.
        Job("mail", timedelta(seconds=30), deliver_mail),
        Job("reap", timedelta(minutes=1), reap_tasks),
        Job("remind", timedelta(minutes=10), send_reminders),
        Job("learn", timedelta(hours=1), lambda now: learn(at=now)),
        Job("standings", timedelta(hours=1), lambda _now: catch_up()),
        Job("prune", timedelta(days=1), prune_rows),
        Job("purge", timedelta(hours=1), lambda now: purge(at=now)),
        Job("access", timedelta(minutes=10), lambda now: keep_access_current(at=now)),
        Job("opinions", timedelta(minutes=10), lambda now: keep_opinions_current(at=now)),
        Job("lists", timedelta(hours=1), lambda now: erase_lists(at=now)),
        Job("answers", timedelta(hours=1), lambda now: erase_answer_lists(at=now)),
        Job("mailings", timedelta(hours=1), lambda now: forget_mailings(at=now)),
        Job("removals", timedelta(hours=1), lambda now: forget_rows(at=now)),
        Job("monday", timedelta(minutes=10), lambda now: send_monday_emails(at=now)),
        Job("notes", timedelta(hours=1), lambda now: purge_notes(at=now)),
        Job("pulse", timedelta(hours=1), lambda now: keep_rounds(at=now)),
        Job("brakes", timedelta(hours=1), lambda now: purge_brakes(at=now)),
        # Django never deletes expired sessions automatically.
        Job("sessions", timedelta(days=1), lambda _now: call_command("clearsessions")),
        # Tidying marks reports as failed that have waited too long. After downtime, reports that
        # were only waiting for this process must get their turn in the queue first.
        Job("tidy", timedelta(minutes=10), tidy_reports, last=True),
        Job("files", timedelta(hours=1), lambda now: erase(at=now)),
    ]


def deliver_mail(_now: datetime) -> None:
    courier.wake()


def reap_tasks(now: datetime) -> None:
    again, given_up = reap(at=now, limit=timedelta(minutes=MINUTES))
    if again or given_up:
        log.warning("tasks of dead workers: again=%s failed=%s", again, given_up)


def prune_rows(now: datetime) -> None:
    prune(at=now)
    prune_mail(at=now)


def tidy_reports(now: datetime) -> None:
    tidy(at=now)
    end_lost(at=now)


def send_reminders(now: datetime) -> None:
    found = remind(now)
    if found["new"] or found["again"]:
        log.info("reminders queued: new=%s again=%s", found["new"], found["again"])


class Schedule:
    """Runs due jobs and queued tasks in a loop, each in a lane of its own, until asked to stop."""

    def __init__(self) -> None:
        self.jobs = jobs()
        self.worker = new_worker(most=AT_ONCE)
        self.printers = Printers()
        self.ended = Event()

    def run(self, *, beside: int | None, printers: int = 1) -> None:
        """Run until asked to stop; with `beside`, also stop once that parent process is gone."""
        # A thread for the queue: a long job must not hold up a report, nor a report the jobs.
        lane = in_background(self.work_on, name="queue")
        while not self.ended.is_set():
            self.printers.keep_running(printers - 1)
            self.run_due_jobs()
            self.run_last_jobs()
            self.wait(beside)
        lane.join()

    def run_queue(self, *, beside: int | None) -> None:
        """Run queued tasks only, until asked to stop or until the parent process is gone."""
        lane = in_background(self.work_on, name="queue")
        while not self.ended.is_set():
            self.wait(beside)
        lane.join()

    def wait(self, beside: int | None) -> None:
        self.ended.wait(PAUSE_SECONDS)
        # When a parent process dies, its children get another parent.
        if beside and os.getppid() != beside:
            self.end()

    def work_on(self) -> None:
        while not self.ended.is_set():
            self.guarded(self.work)
            self.ended.wait(0 if self.guarded(something_waits) else PAUSE_SECONDS)

    def run_once(self) -> None:
        """Run what is due, one thing after another, until the queue is empty."""
        self.round()
        while self.guarded(something_waits) and not self.ended.is_set():
            self.round()

    def round(self) -> None:
        self.run_due_jobs()
        self.guarded(self.work)
        self.run_last_jobs()

    def run_due_jobs(self) -> None:
        for job in self.due(last=False):
            self.run_job(job)

    def run_last_jobs(self) -> None:
        for job in self.due(last=True):
            if not self.guarded(something_waits):
                self.run_job(job)

    def due(self, *, last: bool) -> list[Job]:
        now = timezone.now()
        return [job for job in self.jobs if job.last == last and job.is_due(now)]

    def run_job(self, job: Job) -> None:
        now = timezone.now()
        if not self.ended.is_set():
            done = self.guarded(partial(self.do, job, now))
            job.due_at = now + (job.every if done else SOON)

    def do(self, job: Job, now: datetime) -> bool:
        job.do(now)
        return True

    def work(self) -> None:
        """Run queued tasks, up to a limit or until asked to stop."""
        self.worker = new_worker(most=AT_ONCE)
        self.worker.running = not self.ended.is_set()
        if self.worker.running and something_waits():
            self.worker.run()

    def guarded(self, do: Callable[[], Any]) -> Any:
        """Return the result of `do`; after an error, log it and return None, so that others go on.

        An unreachable database must not end the process: it usually comes back.
        """
        # A connection that the server closed in the meantime would fail on its next use.
        close_old_connections()
        try:
            return do()
        except DatabaseTrouble as trouble:
            log.warning("database unavailable, will retry: %s", type(trouble).__name__)
        except Exception:
            log.exception("job was interrupted, will retry")
        return None

    def end(self, *_signal: Any) -> None:
        """Let the running task finish, but not for long: it is safe to repeat."""
        self.ended.set()
        self.worker.running = False
        self.printers.end()
        # A task can block in a system call for long, so a timer enforces the exit in `leave`.
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)


class Printers:
    """Further processes that take tasks from the queue, so that reports are printed side by side.

    Each is this command with `--queue`, and ends when the schedule is gone.
    """

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []

    def keep_running(self, number: int) -> None:
        """Start as many as are missing, including those that died."""
        self.processes = [each for each in self.processes if each.poll() is None]
        while len(self.processes) < number:
            self.processes.append(self.started())

    def started(self) -> subprocess.Popen[bytes]:
        own = ["run_schedule", "--queue", "--beside", str(os.getpid()), "--verbosity", "0"]
        return subprocess.Popen(  # noqa: S603 - our own command, without a shell
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *own], stdin=subprocess.DEVNULL
        )

    def end(self) -> None:
        for process in self.processes:
            process.terminate()


class Command(BaseCommand):
    help = (
        "Send emails and reminders, requeue tasks of dead workers, learn from finished actions, "
        "delete old reports, remove what was deleted 30 days ago, close access that has expired "
        "and run queued tasks until stopped. A site needs one of these processes, or cron with "
        "--once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run one round and exit, for cron")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="exit when this parent process is gone"
        )
        parser.add_argument(
            "--printers",
            type=int,
            default=PRINTERS,
            metavar="N",
            help=f"how many processes print reports side by side, {PRINTERS} by default",
        )
        parser.add_argument(
            "--queue", action="store_true", help="only run queued tasks, beside another process"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        for name, wanted in SAID_AT.items():
            if options["verbosity"] < wanted:
                logging.getLogger(name).setLevel(logging.WARNING)
        schedule = Schedule()
        with stopping_cleanly(schedule):
            if options["once"]:
                schedule.run_once()
                if not schedule.ended.is_set():
                    courier.rest()
            elif options["queue"]:
                schedule.run_queue(beside=options["beside"])
            else:
                schedule.run(beside=options["beside"], printers=options["printers"])
            courier.finish()
        connections.close_all()


@contextmanager
def stopping_cleanly(schedule: Schedule) -> Iterator[None]:
    """Let SIGTERM and Ctrl+C end the process within two seconds, whatever is running."""
    handlers = dict.fromkeys(ENDING, schedule.end) | {signal.SIGALRM: leave}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(*_signal: Any) -> None:
    """Exit as if killed: a hanging task is retried later, and no email is sent twice."""
    # In a session of its own, it would go on until its page is finished.
    pdf_client.close()
    os._exit(0)
