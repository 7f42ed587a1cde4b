"""Helpers to request reports, and a stub in place of printing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.pdf.faults import CannotPrint
from assessment.outputs.reports.models import ReportRun
from assessment.parties.businesses.models import Business
from assessment.site.operations.background_work import new_worker


class FakePrinting:
    """Counts calls instead of printing; `faults` are raised, last first, before it succeeds.

    `meanwhile` is called during each attempt, to simulate what happens while a report prints.
    """

    def __init__(self) -> None:
        self.printed = 0
        self.faults: list[str | Exception] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, document: Any, edition: str, paper: str, *, whose: str) -> bytes:
        assert whose, "a report without a business"
        self.printed += 1
        self.meanwhile()
        if self.faults:
            fault = self.faults.pop()
            raise CannotPrint("it broke", reason=fault) if isinstance(fault, str) else fault
        return f"%PDF {document.business} {edition} {paper}".encode()


def ask(client: Client, business: Business, **words: str) -> Any:
    wanted = {"quarter": "2026-q4", "edition": "owner", "paper": "a4"} | words
    return client.post(reverse("make_report", args=[business.slug]), wanted)


def asked(client: Client, business: Business, **words: str) -> ReportRun:
    ask(client, business, **words)
    return ReportRun.objects.latest("pk")


def job_url(run: ReportRun) -> str:
    return reverse("report_job", args=[run.business.slug, run.key])


def file_url(run: ReportRun) -> str:
    return reverse("report_file", args=[run.business.slug, run.key])


def work() -> None:
    new_worker().run()


def work_again(clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(seconds=5))
    work()
