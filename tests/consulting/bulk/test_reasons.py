"""Each client without files says why, for as long as the job can be seen; and what can be done."""

import errno
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.bulk import wording
from assessment.consulting.bulk.models import BulkClient, BulkJob, ClientState
from assessment.consulting.bulk.services import zipping
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.bulk.making import (
    FakePdfClient,
    asked,
    end_access,
    job_url,
    page,
    page_text,
    work,
    work_again,
)
from tests.factories import NOON, make_consultancy, make_user

pytestmark = pytest.mark.django_db


def close(_firm: Consultancy, name: str) -> None:
    Business.objects.filter(name=name).update(archived_at=NOON, archived_for="deleted")


def asker_leaves(firm: Consultancy, _name: str) -> None:
    firm.members.filter(user__email="ruth@example.com").delete()


HAPPENS: dict[str, tuple[Callable[[Consultancy, str], None], str]] = {
    "access ends": (end_access, "It no longer lets your practice in."),
    "closed": (close, "This business is closed now."),
    "asker left": (asker_leaves, "no longer works in your practice."),
}


def as_bea(firm: Consultancy) -> Client:
    """Sign in a colleague, who can see the job of somebody who has left."""
    bea, client = make_user("bea"), Client()
    firm.members.create(user=bea, role="admin", since=NOON)
    client.force_login(bea)
    return client


@pytest.mark.parametrize("what", HAPPENS)
def test_what_happens_before_its_turn_is_named(
    what: str, as_ruth: Client, practice: Consultancy
) -> None:
    happens, said = HAPPENS[what]
    job = asked(as_ruth, practice)
    happens(practice, "Bell")

    work()

    text = page(as_bea(practice), job_url(job))
    assert said in text
    assert "Crown It has not sent in a check yet." in text


@pytest.mark.parametrize("what", ["access ends", "closed"])
def test_what_happens_after_its_files_were_made_is_named(
    what: str, as_ruth: Client, practice: Consultancy
) -> None:
    happens, said = HAPPENS[what]
    job = asked(as_ruth, practice)
    work()

    happens(practice, "Bell")

    assert f"Bell {said}" in page(as_ruth, job_url(job))


def fail(job: BulkJob, *names: str, reason: str) -> None:
    job.clients.filter(business__name__in=names).update(state=ClientState.FAILED, reason=reason)


@pytest.mark.parametrize(
    "reason", ["time", "size", "disk", "gone", "died", "pango", "folder", "fault", "waiting"]
)
def test_each_failure_is_a_sentence(reason: str, as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice)
    work()
    fail(job, "Bell", reason=reason)

    text = page(as_ruth, job_url(job))

    assert "The files of 1 client could not be made" in text
    assert f"Bell {wording.FAILED.get(reason, wording.TRY_AGAIN)}" in text
    assert "Try 1 client again" in text


def test_who_is_left_out_of_a_retry_keeps_the_reason(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice)
    work()
    fail(job, "Anchor", "Bell", reason="time")
    end_access(practice, "Anchor")
    close(practice, "Bell")
    assert "Try 2 clients again" in page(as_ruth, job_url(job))

    said = page_text(as_ruth.post(job_url(job, "retry_bulk_job"), follow=True).text)

    assert "Nothing was tried again." in said
    assert "Anchor It no longer lets your practice in." in said
    assert "Bell This business is closed now." in said


def test_a_retry_looks_at_the_access_again_when_its_turn_comes(
    as_ruth: Client,
    practice: Consultancy,
    printer: FakePdfClient,
    at_noon: time_machine.Traveller,
) -> None:
    job = asked(as_ruth, practice)
    work()
    printer.printed.clear()
    BulkClient.objects.filter(job=job).update(tries=3)
    fail(job, "Anchor", "Bell", reason="time")
    job.clients.get(business__name="Bell").files.all().delete()
    as_ruth.post(job_url(job, "retry_bulk_job"))
    end_access(practice, "Bell")

    work_again(at_noon)

    assert "Bell It no longer lets your practice in." in page(as_ruth, job_url(job))
    assert printer.printed == []


# ---- a full disk


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("point", ["begin", "write"])
def test_a_full_disk_is_explained_and_the_files_stay(
    number: int,
    point: str,
    as_ruth: Client,
    practice: Consultancy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = asked(as_ruth, practice)
    work()

    def full(*_args: Any, **_more: Any) -> Any:
        raise OSError(number, "No space left on device")

    name, where = ("TemporaryFile", zipping) if point == "begin" else ("writestr", ZipFile)
    monkeypatch.setattr(where, name, full)
    reply = as_ruth.get(job_url(job, "bulk_zip"))

    assert reply.status_code == 507
    assert "There is no room left on this site to pack the ZIP. Your files are safe." in reply.text
    assert "Download them one by one" in reply.text


def test_another_fault_of_the_disk_is_not_called_full(
    as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(as_ruth, practice)
    work()

    def broken(*_args: Any, **_more: Any) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(zipping, "TemporaryFile", broken)

    with pytest.raises(OSError, match="Input/output error"):
        as_ruth.get(job_url(job, "bulk_zip"))


# ---- on from a job


def test_owners_are_told_only_of_reports_that_were_made(
    as_ruth: Client, practice: Consultancy
) -> None:
    job = asked(as_ruth, practice)
    work()
    fail(job, "Bell", reason="time")
    url = f"{reverse('write_to_clients', args=[practice.slug])}?job={job.key}&made=1&kind=report"

    assert "Write to the owner of 1 client" in page(as_ruth, job_url(job))
    assert url.replace("&", "&amp;") in as_ruth.get(job_url(job)).text
    assert "Write to 1 client" in page(as_ruth, url)


def test_all_clients_of_a_job_can_be_chosen_again(as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice)

    text = page(as_ruth, f"{reverse('bulk_reports', args=[practice.slug])}?job={job.key}")

    assert "3 clients chosen" in text


def test_a_job_of_another_practice_chooses_nobody(as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice)
    rival = make_consultancy("Rival", admin=make_user("other"))
    as_other = Client()
    as_other.force_login(rival.members.get().user)

    text = page(as_other, f"{reverse('bulk_reports', args=[rival.slug])}?job={job.key}")

    assert "No client is chosen" in text
