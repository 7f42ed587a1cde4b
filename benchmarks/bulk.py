"""Sixty consultant editions as one job on a busy machine, with a printer killed half-way."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from assessment.consulting.bulk.models import (
    BulkClient,
    BulkFile,
    BulkJob,
    ClientState,
    WantedFiles,
)
from assessment.consulting.bulk.queries.candidates import candidates
from assessment.consulting.bulk.services import content_of
from assessment.consulting.bulk.tasks import ask_for_files
from assessment.journey.results.models import Result
from assessment.outputs.reports.editions import Edition, Paper
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.site.operations.demo import make_demo
from benchmarks.large_site import people, repeat
from benchmarks.measuring import Case, Lane, timed
from benchmarks.plan import REFERENCE, add_fractions
from benchmarks.site import answer_of

CLIENTS = 60
PRINTERS = 2
BUSY = 2
"""How many processes keep the processors busy beside the printers."""
PAUSE_SECONDS = 2
PROCESS = "import django; django.setup(); from benchmarks.bulk import main; main()"
BURN = "while True: pass"


@contextmanager
def lane() -> Iterator[Lane]:
    yield Lane(
        name="bulk",
        reference=Case(REFERENCE, timed(add_fractions)),
        cases=[],
        figures=lambda _medians: {},
        beside=sixty_editions,
    )


def sixty_editions() -> dict[str, float]:
    """Print the reports side by side, and kill a printer when half of them are made."""
    with TemporaryDirectory() as folder:
        site = BusySite(folder)
        answer_of(site.start("prepare", str(CLIENTS)))
        began = perf_counter()
        with site.working() as schedule:
            found, killed = site.look(), False
            while not found["ended"]:
                if found["done"] * 2 >= CLIENTS and not killed:
                    killed = kill_a_printer(schedule)
                sleep(PAUSE_SECONDS)
                found = site.look()
        return {
            "missing": CLIENTS - found["files"],
            "failures": found["failed"],
            "twice": found["files"] - found["names"],
            "printers_killed": float(killed),
            "seconds": perf_counter() - began,
        }


class BusySite:
    """A site in a folder of its own, on a machine that has other things to do."""

    def __init__(self, folder: str) -> None:
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "REPORTS_ROOT": f"{folder}/reports",
            "EMAIL_URL": "dummymail://",
            "DJANGO_SETTINGS_MODULE": "cxsite.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return self.run("-c", PROCESS, *words, stdout=subprocess.PIPE)

    def run(self, *words: str, stdout: int = subprocess.DEVNULL) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - our own code, without a shell
            [sys.executable, *words], env=self.environment, stdout=stdout, text=True
        )

    def look(self) -> dict[str, Any]:
        found = answer_of(self.start("look"))
        sys.stdout.write(f"bulk: {found['done']} of {CLIENTS} reports are made\n")
        sys.stdout.flush()
        return found

    @contextmanager
    def working(self) -> Iterator[int]:
        """Run the schedule with its printers, whose process id is returned, beside other work."""
        manage = str(settings.BASE_DIR / "manage.py")
        schedule = self.run(manage, "run_schedule", "--printers", str(PRINTERS))
        processes = [schedule, *(self.run("-c", BURN) for _number in range(BUSY))]
        try:
            yield schedule.pid
        finally:
            for process in processes:
                process.terminate()
                process.wait()


def kill_a_printer(schedule: int) -> bool:
    """Kill the process that prints beside the schedule, as the kernel does when memory runs out."""
    children = Path(f"/proc/{schedule}/task/{schedule}/children").read_text().split()
    for child in map(int, children):
        if b"--queue" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(child, signal.SIGKILL)
            return True
    return False


# ---- what happens in the processes


def prepare(number: int) -> dict[str, Any]:
    """Create clients with the eight quarters of the sample, and ask for a report of each."""
    call_command("migrate", verbosity=0)
    make_demo(password=uuid4().hex)
    sample = Business.objects.get(slug="cafe-lindgren")
    practice = Consultancy.objects.get(slug="blue-door-consulting")
    owners, now = people(number), timezone.now()
    businesses = Business.objects.bulk_create(
        Business(name=owner.name, slug=owner.name, founded_at=sample.founded_at, set_up_at=now)
        for owner in owners
    )
    for assessment in sample.assessments.exclude(submitted_at=None).filter(extra=0):
        repeat(assessment, businesses, owners)
        copies = Result.objects.filter(
            assessment__business__in=businesses,
            assessment__quarter_starts_on=assessment.quarter_starts_on,
        )
        copies.update(outcome=assessment.result.outcome)
    Engagement.objects.bulk_create(
        Engagement(consultancy=practice, business=business, given_at=now) for business in businesses
    )
    ask_for_files(
        consultancy=practice,
        chosen=candidates(practice, businesses),
        wanted=WantedFiles(edition=Edition.CONSULTANT, paper=Paper.A4),
        operation=uuid4(),
        by=practice.members.order_by("pk")[0].user,
        at=now,
    )
    return {"clients": number}


def look() -> dict[str, Any]:
    """Return the progress of the job, counting only files whose bytes are there."""
    files = [file for file in BulkFile.objects.all() if content_of(file)]
    states = BulkClient.objects.values_list("state", flat=True)
    return {
        "ended": BulkJob.objects.get().ended_at is not None,
        "done": len([state for state in states if state == ClientState.DONE]),
        "failed": len([state for state in states if state == ClientState.FAILED]),
        "files": len(files),
        "names": len({file.name for file in files}),
    }


def main() -> None:
    """Do what the arguments name, and print the answer as JSON."""
    name, *numbers = sys.argv[1:]
    does: dict[str, Any] = {"prepare": prepare, "look": look}
    logging.disable(logging.WARNING)
    sys.stdout.write(json.dumps(does[name](*map(int, numbers))))
