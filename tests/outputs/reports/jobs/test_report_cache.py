"""The cache of finished reports: what it keeps, for how long, and what a full disk does."""

import errno
import os
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.faults import TooManyWait
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.services import report_cache, tidy
from assessment.parties.businesses.models import Business
from tests.outputs.reports.jobs.making import (
    FakePrinting,
    asked,
    file_url,
    job_url,
    work,
    work_again,
)

pytestmark = pytest.mark.django_db


def test_a_file_is_deleted_a_month_after_its_last_download(
    as_owner: Client,
    business: Business,
    result: Result,
    owner: User,
    at_noon: time_machine.Traveller,
) -> None:
    run = asked(as_owner, business)
    work()
    file = report_cache.path_of(ReportRun.objects.get().content_hash)
    os.utime(file, (0, 0))

    as_owner.get(file_url(run))
    had = datetime.fromtimestamp(file.stat().st_mtime, UTC)

    assert tidy(at=had + timedelta(days=29)) == 0
    assert tidy(at=had + timedelta(days=31)) == 1
    at_noon.shift(timedelta(days=31))
    as_owner.force_login(owner)
    assert as_owner.get(file_url(run))["Location"] == job_url(run)
    assert "This file has been deleted" in as_owner.get(job_url(run)).text


def test_a_deleted_file_can_be_made_again(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)
    work()
    report_cache.path_of(ReportRun.objects.get().content_hash).unlink()

    as_owner.post(job_url(run))
    work()

    assert as_owner.get(file_url(run)).content.startswith(b"%PDF")


# ---- several hosts, each with a cache of its own


@pytest.fixture
def made_elsewhere(as_owner: Client, business: Business, result: Result) -> ReportRun:
    """A report that another host has just made and saved in its own cache."""
    run = asked(as_owner, business)
    work()
    run.refresh_from_db()
    report_cache.path_of(run.content_hash).unlink()
    return run


def test_a_report_made_on_another_host_is_made_again_at_once(
    as_owner: Client, made_elsewhere: ReportRun, printing_stub: FakePrinting
) -> None:
    page = unescape(as_owner.get(job_url(made_elsewhere)).text)
    history = as_owner.get(reverse("reports", args=[made_elsewhere.business.slug])).text
    file = as_owner.get(file_url(made_elsewhere))
    again = as_owner.get(file_url(made_elsewhere))

    assert "Your report is ready" in page
    assert "deleted" not in page
    assert file_url(made_elsewhere) in page
    assert file_url(made_elsewhere) in history
    assert file.content == again.content == "%PDF Café Lindgren owner a4".encode()
    assert printing_stub.printed == 2


def test_a_lost_report_is_not_replaced_by_one_with_other_contents(
    as_owner: Client, made_elsewhere: ReportRun, printing_stub: FakePrinting
) -> None:
    Business.objects.update(name="Café Olsson")

    file = as_owner.get(file_url(made_elsewhere))
    page = unescape(as_owner.get(job_url(made_elsewhere)).text)

    assert file["Location"] == job_url(made_elsewhere)
    assert "This file is no longer here" in page
    assert "Something in it has changed since" in page
    assert "30 days" not in page
    assert printing_stub.printed == 1


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [(TooManyWait(), 429, "Your results are safe"), ("fault", 503, "We couldn’t make the PDF")],
    ids=["busy", "fault"],
)
def test_a_report_that_cannot_be_made_again_now_is_explained(
    as_owner: Client,
    made_elsewhere: ReportRun,
    printing_stub: FakePrinting,
    fault: str | Exception,
    status: int,
    words: str,
) -> None:
    printing_stub.faults = [fault]

    response = as_owner.get(file_url(made_elsewhere))

    assert response.status_code == status
    assert words in unescape(response.text)


def test_readers_never_see_half_a_file(settings: Any) -> None:
    report_cache.put("name", b"whole")
    (kept,) = Path(settings.REPORTS_ROOT).iterdir()

    assert kept.read_bytes() == b"whole"
    assert oct(kept.stat().st_mode)[-3:] == "600"


def test_a_full_disk_does_not_prevent_a_direct_download(
    as_owner: Client, business: Business, result: Result, settings: Any, tmp_path: Path
) -> None:
    settings.REPORTS_ROOT = tmp_path / "file" / "reports"
    (tmp_path / "file").touch()

    response = as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    assert response.status_code == 200


# ---- disk faults


def test_a_full_disk_leaves_no_half_written_file(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_room = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=no_room))

    assert report_cache.put("name", b"%PDF") is False
    assert list(Path(settings.REPORTS_ROOT).iterdir()) == []


def test_a_file_gets_its_name_only_after_it_is_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[int, bool]] = []
    monkeypatch.setattr(
        os,
        "fsync",
        lambda number: synced.append((os.fstat(number).st_size, report_cache.is_cached("name"))),
    )

    assert report_cache.put("name", b"%PDF") is True
    assert synced == [(4, False)]


def test_an_empty_file_counts_as_missing(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    work()
    place = report_cache.path_of(ReportRun.objects.get().content_hash)
    place.write_bytes(b"")

    page = as_owner.get(job_url(run)).text
    direct = as_owner.get(file_url(run))

    assert "Your report is ready" in page
    assert direct.content.startswith(b"%PDF")
    assert place.read_bytes() == direct.content
    assert printing_stub.printed == 2


def test_a_report_that_could_not_be_saved_is_not_called_ready(
    as_owner: Client,
    business: Business,
    result: Result,
    settings: Any,
    tmp_path: Path,
    at_noon: time_machine.Traveller,
) -> None:
    settings.REPORTS_ROOT = tmp_path / "file" / "reports"
    (tmp_path / "file").touch()
    run = asked(as_owner, business, without="notes")
    for _try in range(3):
        work_again(at_noon)

    page = unescape(as_owner.get(job_url(run)).text)

    run.refresh_from_db()
    direct = reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]) + "?without=notes"
    assert (run.status, run.reason) == (RunStatus.FAILED, "disk")
    assert "We couldn’t save the PDF" in page
    assert "We made the PDF, but had no disk space left to save it." in page
    assert f'href="{direct}"' in page
    assert as_owner.get(direct).content.startswith(b"%PDF")


def test_a_file_that_vanishes_while_old_ones_are_deleted_is_not_counted(
    at_noon: time_machine.Traveller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_cache, "ours", lambda: [tmp_path / "gone.pdf"])

    assert report_cache.clear(at=datetime.now(UTC)) == 0
