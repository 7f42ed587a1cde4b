"""Whose turn it is when a practice asks for many files, and how many clicks that takes."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from assessment.consulting.bulk.models import BulkJob
from assessment.consulting.bulk.tasks import make_files
from assessment.outputs.reports.models import ReportRun
from assessment.outputs.reports.tasks import in_turn
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.bulk.making import asked, sent_client
from tests.factories import NOON
from tests.web_forms import forms_in

pytestmark = pytest.mark.django_db


def test_a_single_report_comes_before_every_file_of_a_job(
    as_ruth: Client, practice: Consultancy
) -> None:
    asked(as_ruth, practice)
    run = ReportRun.objects.create(
        key="single",
        business=practice.engagements.all()[0].business,
        quarter="2026-Q4",
        edition="owner",
        paper="a4",
        tenant="owner-1",
        asked_at=NOON,
        queued_at=NOON,
    )

    in_turn(run).enqueue(run.pk)

    first = DBTaskResult.objects.ready().order_by("-priority")[0]
    assert first.args_kwargs["args"] == [run.pk]
    assert first.task_path != make_files.module_path


def test_two_jobs_take_turns(as_ruth: Client, practice: Consultancy) -> None:
    first, second = asked(as_ruth, practice), asked(as_ruth, practice)

    queued = DBTaskResult.objects.ready().order_by("-priority", "enqueued_at")
    jobs = [BulkJob.objects.get(clients=task.args_kwargs["args"][0]) for task in queued]

    assert jobs == [first, second, first, second]


def test_a_pack_for_everybody_takes_three_clicks(as_ruth: Client, practice: Consultancy) -> None:
    for number in range(38):
        sent_client(practice, f"client-{number}")
    start = reverse("portfolio", args=[practice.slug]) + "?show=all"
    html, clicks = as_ruth.get(start).text, 0

    link = re.search(r'href="([^"]*)">Choose all 41<', html)
    assert link
    html, clicks = as_ruth.get(link[1].replace("&amp;", "&")).text, clicks + 1
    picking = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', html.split("picking")[1])
    button = re.search(r'formaction="([^"]*)">Reports<', html)
    assert button
    reply, clicks = as_ruth.get(button[1], dict(picking)), clicks + 1
    [making] = [form for form in forms_in(reply.text) if ("make", "packs") in form.buttons]
    here = reply.request["PATH_INFO"] + "?" + reply.request["QUERY_STRING"]
    as_ruth.post(here, {**making.sent(), "make": "packs"})
    clicks += 1

    job = BulkJob.objects.get()
    assert clicks == 3
    assert job.is_pack
    assert job.clients.filter(state="waiting").count() == 40
