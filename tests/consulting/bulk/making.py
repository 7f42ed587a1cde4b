"""Clients with results, and helpers that ask for their files."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.bulk.models import BulkJob
from assessment.foundation.pdf.client import Printed
from assessment.foundation.pdf.faults import CannotPrint
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.site.operations.background_work import new_worker
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_model_version,
    new_operation,
)


class FakePdfClient:
    """Counts instead of printing. `faults` are raised, last first, before it succeeds.

    `meanwhile` is called during each try, to do what happens while a report prints.
    """

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.faults: list[str | Exception] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self.least_filled = 80

    def print(self, request: Mapping[str, Any], *, whose: str) -> Printed:
        assert whose.startswith("bulk-")
        self.meanwhile()
        if self.faults:
            fault = self.faults.pop()
            raise CannotPrint("it broke", reason=fault) if isinstance(fault, str) else fault
        self.printed.append(request["identifier"])
        content = f"%PDF {request['identifier']}".encode()
        return Printed(content, 2, 0.1, 1, self.least_filled)


def new_client(firm: Consultancy, name: str, slug: str = "") -> Engagement:
    """Create a business that lets a practice in."""
    business = Business.objects.create(
        name=name, slug=slug or name.lower(), founded_at=NOON, set_up_at=NOON
    )
    return Engagement.objects.create(consultancy=firm, business=business, given_at=NOON)


def checked_client(firm: Consultancy, name: str, slug: str = "") -> Engagement:
    """Create a client who has sent in a check."""
    made = new_client(firm, name, slug)
    user = firm.members.get().user
    assessment = make_assessment(made.business)
    make_answers(assessment, user)
    submit(assessment=assessment, by=user, at=NOON)
    return made


def sent_client(firm: Consultancy, name: str, slug: str = "") -> Engagement:
    """Create a client with the row of a result, but without its answers: nothing can be made."""
    made = new_client(firm, name, slug)
    assessment = Assessment.objects.create(
        business=made.business,
        quarter_starts_on=date(2026, 10, 1),
        model_version=make_model_version(),
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=firm.members.get().user,
    )
    Result.objects.create(assessment=assessment, rule="one", sheet={}, outcome={}, frozen_at=NOON)
    return made


def url_for(firm: Consultancy, query: str = "show=all&all=1") -> str:
    return f"{reverse('bulk_reports', args=[firm.slug])}?{query}"


FORM = {
    "edition": "consultant",
    "paper": "a4",
    "parts": ["voices", "notes", "method", "history", "answers", "clients"],
    "make": "reports",
}


def ask(client: Client, firm: Consultancy, query: str = "show=all&all=1", **words: Any) -> Any:
    """Ask for the files of a selection: of everybody, unless the query says otherwise."""
    wanted = {**FORM, "operation": new_operation()} | words
    return client.post(url_for(firm, query), wanted)


def asked(
    client: Client, firm: Consultancy, query: str = "show=all&all=1", **words: Any
) -> BulkJob:
    reply = ask(client, firm, query, **words)
    assert reply.status_code == 302, page_text(reply.text)
    return BulkJob.objects.latest("pk")


def job_url(job: BulkJob, name: str = "bulk_job", *more: str) -> str:
    return reverse(name, args=[job.consultancy.slug, job.key, *more])


def page(client: Client, url: str) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return page_text(reply.text)


def page_text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def work() -> None:
    new_worker().run()


def work_again(clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(seconds=5))
    work()


def end_access(firm: Consultancy, name: str) -> None:
    """End the access that a client gave."""
    firm.engagements.filter(business__name=name).update(ended_at=NOON)


def zip_of(client: Client, job: BulkJob) -> ZipFile:
    reply: Any = client.get(job_url(job, "bulk_zip"))
    assert reply.status_code == 200
    content = b"".join(reply.streaming_content)
    return ZipFile(BytesIO(content))


def states(job: BulkJob) -> dict[str, str]:
    """The state of each client of a job, with the reason behind it if there is one."""
    return {
        str(each.business): f"{each.state} {each.reason}".strip()
        for each in job.clients.select_related("business")
    }
