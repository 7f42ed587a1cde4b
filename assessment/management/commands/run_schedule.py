"""Do everything that has to be done by itself, in one process."""

import logging
import os
import signal
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections
from django.utils import timezone

from assessment.journey.planning.services import learn
from assessment.management.commands.reap_tasks import MINUTES
from assessment.management.commands.send_reminders import remind
from assessment.outputs.reports.services import tidy
from assessment.site.operations.background_work import new_worker, prune, reap, something_waits

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2
"""Between two looks at the queue."""
AT_ONCE = 50
"""So many mails are sent before the other jobs get their turn."""
GRACE_SECONDS = 1.5
"""What is left to work that is under way when the process is to end."""
SOON = timedelta(minutes=1)
"""When a job is tried again that broke off."""
ENDING = (signal.SIGTERM, signal.SIGINT)
SAID_AT = {"assessment": 1, "django_tasks": 2, "django_tasks_db": 2}
"""From which --verbosity on somebody says more than warnings."""


@dataclass
class Job:
    """Something done again and again; the first time at once.

    `last` puts it behind the queue, once that is empty.
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
        Job("reap", timedelta(minutes=1), reap_the_dead),
        Job("remind", timedelta(minutes=10), send_reminders),
        Job("learn", timedelta(days=1), lambda now: learn(at=now)),
        Job("prune", timedelta(days=1), lambda now: prune(at=now)),
        # Before, it would give up what only waited for this process to be there again.
        Job("tidy", timedelta(minutes=10), lambda now: tidy(at=now), last=True),
    ]


def reap_the_dead(now: datetime) -> None:
    again, given_up = reap(at=now, limit=timedelta(minutes=MINUTES))
    if again or given_up:
        log.warning("work left behind: again=%s given_up=%s", again, given_up)


def send_reminders(now: datetime) -> None:
    found = remind(now)
    if found["new"] or found["again"]:
        log.info("reminders queued: new=%s again=%s", found["new"], found["again"])


class Schedule:
    """What is due, then what is queued, again and again until somebody asks for an end."""

    def __init__(self) -> None:
        self.jobs = jobs()
        self.worker = new_worker(most=AT_ONCE)
        self.ended = Event()

    def run(self, *, once: bool, beside: int | None) -> None:
        """With `beside`, until the process with that id is gone, whose child this is."""
        while not self.ended.is_set():
            self.round()
            waits = self.guarded(something_waits)
            if once and not waits:
                return
            self.ended.wait(0 if waits else PAUSE_SECONDS)
            if beside and os.getppid() != beside:
                return

    def round(self) -> None:
        """Every job by itself: one that breaks off keeps none of the others back."""
        for job in self.due(last=False):
            self.attend(job)
        self.guarded(self.work)
        for job in self.due(last=True):
            if not self.guarded(something_waits):
                self.attend(job)

    def due(self, *, last: bool) -> list[Job]:
        now = timezone.now()
        return [job for job in self.jobs if job.last == last and job.is_due(now)]

    def attend(self, job: Job) -> None:
        now = timezone.now()
        if not self.ended.is_set():
            done = self.guarded(partial(self.do, job, now))
            job.due_at = now + (job.every if done else SOON)

    def do(self, job: Job, now: datetime) -> bool:
        job.do(now)
        return True

    def work(self) -> None:
        """What is queued, up to a number, or until the end is asked for."""
        self.worker = new_worker(most=AT_ONCE)
        self.worker.running = not self.ended.is_set()
        if self.worker.running and something_waits():
            self.worker.run()

    def guarded(self, do: Callable[[], Any]) -> Any:
        """What it gives, or nothing if it broke off: a database that is away comes back."""
        close_old_connections()
        try:
            return do()
        except DatabaseTrouble as trouble:
            log.warning("database away, tried again later: %s", type(trouble).__name__)
        except Exception:
            log.exception("broke off, tried again later")
        return None

    def end(self, *_signal: Any) -> None:
        """Let what is under way come to its end, but not for long: it is safe to repeat."""
        self.ended.set()
        self.worker.running = False
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)


class Command(BaseCommand):
    help = (
        "Send reminders, take up what killed workers left, learn from what was done, clear old "
        "reports away, and work the queue, until the process is ended. A site needs one of "
        "these, or cron with --once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, for cron")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end when this parent process is gone"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        for name, wanted in SAID_AT.items():
            if options["verbosity"] < wanted:
                logging.getLogger(name).setLevel(logging.WARNING)
        schedule = Schedule()
        with ending_well(schedule):
            schedule.run(once=options["once"], beside=options["beside"])
        connections.close_all()


@contextmanager
def ending_well(schedule: Schedule) -> Iterator[None]:
    """SIGTERM and Ctrl+C end it within two seconds, whatever is under way."""
    handlers = dict.fromkeys(ENDING, schedule.end) | {signal.SIGALRM: leave}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(*_signal: Any) -> None:
    """Work that hangs is left as by a kill: it is taken up again later, and sends nothing twice."""
    os._exit(0)
