"""How long one tenant waits for a report while another one floods the queue from 26 businesses."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import quantiles
from time import perf_counter, sleep
from unittest.mock import patch

from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.outputs.reports import tasks
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.services.tenants import MOST_OF_TENANT
from assessment.parties.businesses.models import Business, Role
from assessment.site.operations.background_work import new_worker
from benchmarks.measuring import Case, Lane, timed
from benchmarks.plan import REFERENCE, add_fractions
from benchmarks.web import database_of_its_own

PRINT_SECONDS = 0.1
BUSINESSES = 26
REPORTS = 40
SAY_EVERY = 10
SEED = 20261001
PRINTED = "assessment.outputs.reports.services.report_jobs.printed"


@contextmanager
def lane() -> Iterator[Lane]:
    print("queue: preparing a database", flush=True)
    with database_of_its_own():
        yield Lane(
            name="queue",
            reference=Case(REFERENCE, timed(add_fractions)),
            cases=[],
            figures=lambda _medians: {},
            beside=p95_beside_a_flood,
        )


def p95_beside_a_flood() -> dict[str, float]:
    """Compare the 95th percentile of the waits of a tenant who asks for one report at a time."""
    user = User.objects.create_user("queue@cairn.example", None)
    queue = Queue(user)
    alone, flooded = queue.seconds(flood=False), queue.seconds(flood=True)
    p95_alone, p95_flooded = (quantiles(waits, n=20)[-1] for waits in (alone, flooded))
    return {"p95_to_alone": p95_flooded / p95_alone, "p95_alone_ms": p95_alone * 1_000}


class Queue:
    """A worker with a printer that takes a fixed time, and two tenants."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.random = random.Random(SEED)  # noqa: S311 - the moments are not a secret
        self.meanwhile: Callable[[], object] = lambda: None
        self.patient = self.business("patient")
        self.flooders = [self.business(f"flood-{number}") for number in range(BUSINESSES)]

    def business(self, slug: str) -> Business:
        """Create a business of the user; a report for anybody else would fail at once."""
        now = timezone.now()
        made = Business.objects.create(name=slug, slug=slug, founded_at=now)
        made.memberships.create(user=self.user, role=Role.OWNER, since=now)
        return made

    def ask(self, business: Business, tenant: str) -> ReportRun:
        """Queue a report. Its document is left out, because only the order is measured."""
        now = timezone.now()
        number = f"{ReportRun.objects.count():020}"
        run = business.report_runs.create(
            key=number,
            quarter="2026-Q4",
            edition="owner",
            paper="a4",
            content_hash=number,
            tenant=tenant,
            asked_by=self.user,
            asked_at=now,
            queued_at=now,
        )
        tasks.in_turn(run).enqueue(run.pk)
        return run

    def seconds(self, *, flood: bool) -> list[float]:
        """Return how long each report took, and print its progress."""
        beside = "beside a flood" if flood else "alone"
        with patch(PRINTED, self.print_slowly):
            waits = []
            for number in range(1, REPORTS + 1):
                waits.append(self.wait(flood=flood))
                if number % SAY_EVERY == 0:
                    print(f"queue: {number} of {REPORTS} reports {beside}", flush=True)
        return waits

    def wait(self, *, flood: bool) -> float:
        """Ask for a report at some moment, and return the seconds until it is done."""
        asked: list[tuple[ReportRun, float]] = []

        def ask_once() -> None:
            if not asked:
                asked.append((self.ask(self.patient, "patient"), perf_counter()))

        if flood:
            waiting = ReportRun.objects.filter(tenant="flood", ended_at=None).count()
            for number in range(MOST_OF_TENANT - waiting):
                self.ask(self.flooders[number % BUSINESSES], "flood")
            # The report is asked for while another one is being printed.
            self.meanwhile = ask_once
        else:
            ask_once()
        self.work_until_done(asked)
        return perf_counter() - asked[0][1]

    def work_until_done(self, asked: list[tuple[ReportRun, float]]) -> None:
        for _report in range(MOST_OF_TENANT + 1):
            new_worker(most=1).run()
            if asked:
                run, _began = asked[0]
                run.refresh_from_db()
                if run.status == RunStatus.DONE:
                    return
        raise RuntimeError("The report was not made.")

    def print_slowly(self, _run: ReportRun) -> str:
        moment = PRINT_SECONDS * self.random.random()
        sleep(moment)
        self.meanwhile()
        sleep(PRINT_SECONDS - moment)
        return "0" * 64
