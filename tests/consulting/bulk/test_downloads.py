"""The files of a job: their names, the list beside them, who can download them, and their end."""

import csv
import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.bulk.models import BulkFile, BulkJob
from assessment.consulting.bulk.services import erase
from assessment.consulting.bulk.services.storage import path_of
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.bulk.making import (
    FakePdfClient,
    asked,
    checked_client,
    end_access,
    job_url,
    page,
    sent_client,
    work,
    zip_of,
)
from tests.factories import make_consultancy, make_user

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)


def manifest_of(client: Client, job: BulkJob) -> list[dict[str, str]]:
    text = zip_of(client, job).read("manifest.csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def stored_at(job: BulkJob) -> list[Path]:
    """Date the files of a job back to when it was asked for, and return where they are."""
    files = [path_of(key) for key in BulkFile.objects.values_list("key", flat=True)]
    for file in files:
        os.utime(file, (job.asked_at.timestamp(),) * 2)
    return files


def test_clients_called_alike_have_files_of_their_own(
    as_ruth: Client, practice: Consultancy
) -> None:
    sent_client(practice, "Anchor", slug="anchor-two")
    sent_client(practice, "ANCHOR", slug="anchor-three")
    sent_client(practice, "../Ánchor/../x", slug="anchor-four")

    job = asked(as_ruth, practice)

    stems = [client.stem.lower() for client in job.clients.all()]
    assert len(stems) == len(set(stems)) == 6
    assert not [stem for stem in stems if "/" in stem or ".." in stem]


def test_the_list_says_what_each_file_is(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    printer.least_filled = 20
    job = asked(as_ruth, practice)
    work()

    rows = manifest_of(as_ruth, job)

    content = zip_of(as_ruth, job).read("2026-Q4_anchor_consultant_a4.pdf")
    assert rows[0] == {
        "Client": "Anchor",
        "File": "2026-Q4_anchor_consultant_a4.pdf",
        "Edition": "Consultant edition",
        "Quarter": "2026-Q4",
        "Made at": "2026-11-20T12:00+00:00",
        "SHA-256": sha256(content).hexdigest(),
        "Remark": "There is no summary by you. Consultant edition: one page is only 20 % full.",
    }
    assert rows[2]["Client"] == "Crown"
    assert rows[2]["Remark"] == "It has not sent in a check yet."


def test_what_to_look_at_is_on_the_page_before_anything_is_sent(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    checked_client(practice, "Hattuša 𒄩𒀜𒌅𒊭", slug="hattusa")
    printer.least_filled = 34
    job = asked(as_ruth, practice, "client=hattusa")

    work()

    text = page(as_ruth, job_url(job))
    assert "Look at these before you send them" in text
    assert "No font has these characters" in text
    assert "Consultant edition: one page is only 34 % full. Hattuša" in text
    assert "There is no summary by you. Hattuša" in text


def test_a_client_who_ends_access_leaves_the_page_and_the_zip_at_once(
    as_ruth: Client, practice: Consultancy, at_most: Callable[[int], Any]
) -> None:
    job = asked(as_ruth, practice)
    work()
    file = BulkFile.objects.get(client__business__slug="bell")
    end_access(practice, "Bell")

    names = zip_of(as_ruth, job).namelist()
    alone = as_ruth.get(job_url(job, "bulk_file", file.key))
    with at_most(7):
        text = page(as_ruth, job_url(job))

    assert names == ["2026-Q4_anchor_consultant_a4.pdf", "manifest.csv"]
    assert alone.status_code == 404
    assert file.name not in text
    assert "Bell It no longer lets your practice in." in text


def test_a_zip_without_files_leads_back_to_the_page(as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice, "client=anchor")
    work()
    end_access(practice, "Anchor")

    reply = as_ruth.get(job_url(job, "bulk_zip"))

    assert reply.url == job_url(job)  # type: ignore[attr-defined]
    assert "None of these clients has a file here." in page(as_ruth, job_url(job))


def test_another_practice_finds_neither_the_job_nor_its_files(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice)
    work()
    file = BulkFile.objects.all()[0]
    other = make_user("other")
    rival = make_consultancy("Rival", admin=other)
    as_other = Client()
    as_other.force_login(other)

    paths = [
        *(job_url(job, name) for name in ("bulk_job", "bulk_zip")),
        reverse("bulk_job", args=[rival.slug, job.key]),
        reverse("bulk_file", args=[rival.slug, job.key, file.key]),
    ]

    assert [as_other.get(path).status_code for path in paths] == [404] * 4


def test_every_client_is_told_who_downloaded_its_file(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice)
    work()

    zip_of(as_ruth, job)
    zip_of(as_ruth, job)

    entries = AuditEntry.objects.filter(kind=Event.EXPORTED)
    assert sorted((e.business_name, e.by_name, e.about["file"]) for e in entries) == [
        ("Anchor", "Ruth", "2026-Q4_anchor_consultant_a4.pdf"),
        ("Bell", "Ruth", "2026-Q4_bell_consultant_a4.pdf"),
    ]


def test_files_are_erased_after_a_week(
    as_ruth: Client, practice: Consultancy, at_noon: time_machine.Traveller
) -> None:
    job = asked(as_ruth, practice)
    work()
    job.refresh_from_db()
    files = stored_at(job)
    assert job.ended_at
    erase(at=job.ended_at + A_WEEK - timedelta(minutes=1))
    assert len(zip_of(as_ruth, job).namelist()) == 3

    erase(at=job.ended_at + A_WEEK)

    assert not BulkFile.objects.exists()
    assert not [file for file in files if file.exists()]
    text = page(as_ruth, job_url(job))
    assert "These files are erased" in text
    assert "Make them again" in text


def test_files_of_a_client_that_is_gone_are_erased_too(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice, "client=anchor")
    work()
    [file] = stored_at(job)

    job.clients.all().delete()
    erase(at=job.asked_at + timedelta(hours=2))

    assert not file.exists()


def test_a_file_that_another_host_has_is_named_in_the_list(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice, "client=anchor")
    work()
    path_of(BulkFile.objects.get().key).unlink()

    [row] = manifest_of(as_ruth, job)

    assert row["File"] == ""
    assert row["Remark"] == "The file is no longer there. Make it again."
