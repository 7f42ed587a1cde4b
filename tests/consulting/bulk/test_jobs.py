"""Files of many clients as one job: asking for them, making them, and what can go wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from assessment.consulting.bulk.models import BulkFile, BulkJob
from assessment.consulting.bulk.services import asking, end_lost
from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Consultancy, PracticeMail
from tests.consulting.bulk.making import (
    FakePdfClient,
    ask,
    asked,
    end_access,
    job_url,
    page,
    page_text,
    states,
    url_for,
    work,
    work_again,
    zip_of,
)
from tests.factories import NOON, new_operation

pytestmark = pytest.mark.django_db


# ---- before it is made


def test_the_page_says_who_is_left_out_and_what_is_missing(
    as_ruth: Client, practice: Consultancy, at_most: Callable[[int], Any]
) -> None:
    with at_most(9):
        text = page(as_ruth, url_for(practice))

    assert "3 clients chosen" in text
    assert "Crown It has not sent in a check yet." in text
    assert "Anchor Its latest check has no summary by you." in text
    assert "Make 2 reports Make 2 meeting packs" in text


def test_a_check_of_an_earlier_quarter_is_named(
    as_ruth: Client, ruth: User, practice: Consultancy
) -> None:
    with time_machine.travel(NOON + timedelta(days=60), tick=False):
        as_ruth.force_login(ruth)
        text = page(as_ruth, url_for(practice))

    assert "Its latest check is about October to December 2026." in text


def test_without_a_selection_the_page_leads_back_to_the_clients(
    as_ruth: Client, practice: Consultancy
) -> None:
    assert "No client is chosen" in page(as_ruth, url_for(practice, ""))


def test_only_those_who_are_summed_up_if_that_is_asked_for(
    as_ruth: Client, practice: Consultancy
) -> None:
    reply = ask(as_ruth, practice, only_summarised="on")

    assert "Nothing can be made for the clients you chose." in page_text(reply.text)
    assert not BulkJob.objects.exists()


LIMITS = {
    "MOST_CLIENTS": (1, "Choose at most"),
    "MOST_JOBS": (0, "jobs of your practice are being made."),
    "MOST_STORED": (0, "The files of your practice take all the space they may."),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_explained_and_nothing_is_queued(
    limit: str, as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, sentence = LIMITS[limit]
    monkeypatch.setattr(asking, limit, most)

    reply = ask(as_ruth, practice)

    assert sentence in page_text(reply.text)
    assert not DBTaskResult.objects.exists()


def test_a_form_sent_twice_makes_one_job(as_ruth: Client, practice: Consultancy) -> None:
    operation = new_operation()

    first = ask(as_ruth, practice, operation=operation)
    second = ask(as_ruth, practice, operation=operation)

    assert first.url == second.url
    assert DBTaskResult.objects.count() == 2


# ---- while it is made


def test_each_client_gets_one_file(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    job = asked(as_ruth, practice)
    assert "0 of 2 clients are done" in page(as_ruth, job_url(job))

    work()

    assert states(job) == {"Anchor": "done", "Bell": "done", "Crown": "left_out no_result"}
    assert len(printer.printed) == 2
    assert "The files of 2 of 2 clients are ready" in page(as_ruth, job_url(job))


def test_a_pack_has_five_files_for_each_client(as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice, "client=anchor", make="packs")

    work()

    assert zip_of(as_ruth, job).namelist() == [
        *(
            f"2026-Q4_anchor/2026-Q4_anchor_{ending}"
            for ending in (
                *("agenda_a4.pdf", "summary_a4.pdf", "consultant_a4.pdf", "fridge_a4.pdf"),
                "report.docx",
            )
        ),
        "manifest.csv",
    ]


def test_the_same_job_again_prints_nothing(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    asked(as_ruth, practice)
    work()

    job = asked(as_ruth, practice)
    work()

    assert len(printer.printed) == 2
    assert len(zip_of(as_ruth, job).namelist()) == 3


def test_a_fault_is_tried_again_automatically(
    as_ruth: Client,
    practice: Consultancy,
    printer: FakePdfClient,
    at_noon: time_machine.Traveller,
) -> None:
    printer.faults = ["died"]
    job = asked(as_ruth, practice)
    work()
    assert "0 of 2" not in page(as_ruth, job_url(job))

    work_again(at_noon)

    assert states(job)["Anchor"] == states(job)["Bell"] == "done"
    assert BulkFile.objects.count() == 2


def test_what_fails_three_times_can_be_retried_together(
    as_ruth: Client,
    practice: Consultancy,
    printer: FakePdfClient,
    at_noon: time_machine.Traveller,
) -> None:
    job = asked(as_ruth, practice, make="packs")
    printer.faults = ["time"] * 6
    work()
    work_again(at_noon)
    work_again(at_noon)
    text = page(as_ruth, job_url(job))
    assert states(job)["Anchor"] == states(job)["Bell"] == "failed time"
    assert "Printing took more than 60 seconds of computing time, three times." in text
    assert "Try 2 clients again" in text

    end_access(practice, "Bell")
    as_ruth.post(job_url(job, "retry_bulk_job"))
    work()

    assert states(job) == {
        "Anchor": "done",
        "Bell": "left_out ended",
        "Crown": "left_out no_result",
    }


def test_access_that_ends_while_a_job_runs_leaves_that_client_out(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    job = asked(as_ruth, practice)
    printer.meanwhile = lambda: end_access(practice, "Bell")

    work()

    assert states(job)["Bell"] == "left_out ended"
    assert "Bell It no longer lets your practice in." in page(as_ruth, job_url(job))
    assert len(printer.printed) == 1


def test_nothing_more_is_made_for_somebody_who_has_left_the_practice(
    as_ruth: Client, ruth: User, practice: Consultancy, printer: FakePdfClient
) -> None:
    job = asked(as_ruth, practice)
    practice.members.filter(user=ruth).delete()

    work()

    assert states(job)["Anchor"] == "left_out nobody"
    assert printer.printed == []


def test_a_stopped_job_keeps_what_is_made(
    as_ruth: Client, practice: Consultancy, printer: FakePdfClient
) -> None:
    job = asked(as_ruth, practice)
    printer.meanwhile = lambda: as_ruth.post(job_url(job, "stop_bulk_job"))

    work()

    assert states(job) == {
        "Anchor": "done",
        "Bell": "left_out stopped",
        "Crown": "left_out no_result",
    }
    job.refresh_from_db()
    assert job.ended_at


def test_a_client_lost_with_its_worker_is_ended(as_ruth: Client, practice: Consultancy) -> None:
    job = asked(as_ruth, practice)
    DBTaskResult.objects.all().delete()

    ended = end_lost(at=job.asked_at + timedelta(minutes=31))

    assert ended == 2
    assert states(job)["Anchor"] == "failed died"
    job.refresh_from_db()
    assert job.ended_at


# ---- the email


def test_one_email_says_that_the_files_are_ready(
    as_ruth: Client,
    practice: Consultancy,
    printer: FakePdfClient,
    at_noon: time_machine.Traveller,
) -> None:
    printer.faults = ["size"]
    job = asked(as_ruth, practice)
    work()
    as_ruth.post(job_url(job, "retry_bulk_job"))
    work_again(at_noon)

    assert states(job)["Anchor"] == states(job)["Bell"] == "done"
    [sent] = mail.outbox
    assert sent.subject == "The files of 1 client are ready"
    assert "1 could not be made." in sent.body
    assert job_url(job) in sent.body


def test_nobody_is_told_who_has_turned_these_emails_off(
    as_ruth: Client, ruth: User, practice: Consultancy
) -> None:
    practice.members.filter(user=ruth).update(muted=[PracticeMail.REPORTS_READY])
    asked(as_ruth, practice)

    work()

    assert mail.outbox == []
