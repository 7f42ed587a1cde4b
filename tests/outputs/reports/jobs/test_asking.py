"""Requested reports: the queue, the progress page, the file and the history."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.faults import TooManyWait
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import tenants
from assessment.outputs.reports.views import reports
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_business
from tests.outputs.reports.jobs.making import FakePrinting, ask, asked, file_url, job_url, work

pytestmark = pytest.mark.django_db


def test_a_requested_report_shows_its_progress_until_a_worker_has_made_it(
    as_owner: Client, business: Business, result: Result, owner: User
) -> None:
    response = ask(as_owner, business)
    run = ReportRun.objects.get()
    before = as_owner.get(job_url(run)).text
    work()
    after = as_owner.get(job_url(run)).text

    assert response["Location"] == job_url(run)
    assert (run.status, run.asked_by, run.asked_at) == (RunStatus.WAITING, owner, NOON)
    assert "We’re making your report" in unescape(before)
    assert "This usually takes a few seconds, but some sites need up to ten minutes." in before
    assert 'data-hx-trigger="every 1s"' in before
    assert file_url(run) not in before
    assert "Your report is ready" in after
    assert "data-hx-trigger" not in after
    assert file_url(run) in after


def test_the_file_is_called_after_quarter_business_and_edition(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)
    work()

    response = as_owner.get(file_url(run))

    assert response.content == "%PDF Café Lindgren owner a4".encode()
    assert response["Content-Type"] == "application/pdf"
    name = "2026-Q4_cafe-lindgren_action-plan.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_cached_report_is_ready_at_once_and_printed_once(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
) -> None:
    asked(as_owner, business)
    work()

    asked(as_owner, business)
    a_moment_later = ReportRun.objects.count()
    at_noon.shift(timedelta(minutes=11))
    again = asked(as_owner, business)
    direct = as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    assert again.status == RunStatus.DONE
    assert (a_moment_later, ReportRun.objects.count()) == (1, 2)
    assert direct.content == as_owner.get(file_url(again)).content
    assert printing_stub.printed == 1


def test_different_files_have_different_names_and_the_history_describes_them(
    as_owner: Client, business: Business, result: Result
) -> None:
    names = []
    for chosen in ({}, {"paper": "letter"}, {"without": "notes"}, {"enclose": "on"}):
        run = asked(as_owner, business, **chosen)
        work()
        names.append(as_owner.get(file_url(run))["Content-Disposition"].partition("_")[2])
    page = as_owner.get(reverse("reports", args=[business.slug])).text

    assert names == [
        'cafe-lindgren_action-plan.pdf"',
        'cafe-lindgren_action-plan_letter.pdf"',
        'cafe-lindgren_action-plan_without-notes.pdf"',
        'cafe-lindgren_action-plan_with-answers.pdf"',
    ]
    assert "Without notes and reasons." in page
    assert "With the answers attached." in page


def test_another_report_can_be_made_with_the_same_options(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business, without="notes")
    work()

    again = reverse("reports", args=[business.slug]) + "?quarter=2026-q4&without=notes"
    assert f'href="{again}"' in unescape(as_owner.get(job_url(run)).text)


def test_a_double_click_requests_it_once(
    as_owner: Client, business: Business, result: Result
) -> None:
    first, second = ask(as_owner, business), ask(as_owner, business)

    assert first["Location"] == second["Location"]
    assert ReportRun.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("wrong", ["quarter", "edition", "paper"])
def test_an_unknown_request_is_explained_and_changes_nothing(
    as_owner: Client, business: Business, result: Result, wrong: str
) -> None:
    response = ask(as_owner, business, **{wrong: "soon"})
    page = as_owner.get(response["Location"]).text

    assert "Choose a quarter, a report and a paper size. Nothing was changed." in page
    assert not ReportRun.objects.exists()


def test_requesting_too_many_reports_at_once_is_refused(
    as_owner: Client, business: Business, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tenants, "MOST_OF_BUSINESS", 1)
    ask(as_owner, business)

    response = ask(as_owner, business, paper="letter")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "We haven’t started yours. Your results are safe." in response.text
    assert ReportRun.objects.count() == 1


def test_a_direct_download_is_refused_while_the_worker_is_busy(
    as_owner: Client, business: Business, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object, **_words: str) -> bytes:
        raise TooManyWait

    monkeypatch.setattr(reports, "report_pdf", busy)

    response = as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_a_stranger_finds_nothing(
    as_owner: Client, as_stranger: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)
    work()

    statuses = [as_stranger.get(url).status_code for url in (job_url(run), file_url(run))]

    assert statuses == [404, 404]
    assert ask(as_stranger, business).status_code == 404


def test_a_job_of_another_business_is_not_found(
    as_owner: Client, as_stranger: Client, stranger: User, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)
    run.business = make_business("Elsewhere", owner=stranger)

    assert as_stranger.get(job_url(run)).status_code == 404


# ---- the history


def test_the_history_says_what_when_and_who_newest_first(
    as_owner: Client, business: Business, result: Result
) -> None:
    first = asked(as_owner, business)
    work()
    second = asked(as_owner, business, edition="summary", paper="letter")

    page = as_owner.get(reverse("reports", args=[business.slug])).text

    assert page.index(second.key) < page.index(first.key)
    assert "Requested by Owner on 20\u00a0November\u00a02026 at 12:00." in page
    assert file_url(first) in page
    assert file_url(second) not in page
    assert first.content_hash[:8] in page


def test_looking_is_cheap_and_writes_nothing(
    as_owner: Client, business: Business, result: Result, at_most: Any
) -> None:
    asked(as_owner, business, paper="letter")
    run = asked(as_owner, business)
    work()

    with at_most(9):
        page = as_owner.get(job_url(run))
    with at_most(9):
        file = as_owner.get(file_url(run))

    assert (page.status_code, file.status_code) == (200, 200)


def test_a_report_downloaded_while_it_waits_is_not_printed_again(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    work()

    run.refresh_from_db()
    assert run.status == RunStatus.DONE
    assert printing_stub.printed == 1


def test_a_report_that_is_ready_is_not_made_again(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    run = asked(as_owner, business)
    work()

    again = as_owner.post(job_url(run))
    work()

    run.refresh_from_db()
    assert again["Location"] == job_url(run)
    assert run.status == RunStatus.DONE
    assert printing_stub.printed == 1


def test_a_quarter_without_a_result_has_no_document(business: Business, result: Result) -> None:
    assert document_of(business, Quarter.parse("2026-Q3")) is None
