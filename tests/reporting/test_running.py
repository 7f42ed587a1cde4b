"""Reports that are asked for: the history, the queue, the page that watches, the file."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.accounts.models import User
from assessment.answering.models import Assessment
from assessment.management.work import new_worker
from assessment.organisations.models import Business
from assessment.reporting.actions import print_run, running, tidy
from assessment.reporting.models import ReportRun, RunStatus
from assessment.reporting.pdf import CannotPrint, TooManyWait, making, shelf
from assessment.reporting.views import printing
from assessment.scoring.actions import submit
from assessment.scoring.models import Result
from tests.factories import NOON, make_business

pytestmark = pytest.mark.django_db


class Press:
    """Prints nothing, but counts; `faults` are what it says before it works."""

    def __init__(self) -> None:
        self.printed = 0
        self.faults: list[str] = []

    def __call__(self, document: Any, edition: str, paper: str) -> bytes:
        self.printed += 1
        if self.faults:
            raise CannotPrint("it broke", reason=self.faults.pop())
        return f"%PDF {document.business} {edition} {paper}".encode()


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The connection is in the middle of the test's transaction, and must stay open."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        yield


@pytest.fixture(autouse=True)
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr(making, "render", press)
    return press


@pytest.fixture
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


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


# ---- asking, watching, having


def test_a_report_that_is_asked_for_waits_on_a_page_until_a_worker_has_made_it(
    as_owner: Client, business: Business, result: Result, owner: User
) -> None:
    response = ask(as_owner, business)
    run = ReportRun.objects.get()
    before = as_owner.get(job_url(run)).text
    work()
    after = as_owner.get(job_url(run)).text

    assert response["Location"] == job_url(run)
    assert (run.status, run.asked_by, run.asked_at) == (RunStatus.WAITING, owner, NOON)
    assert "We're making your report" in unescape(before)
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


def test_what_is_on_the_shelf_is_ready_at_once_and_printed_once(
    as_owner: Client, business: Business, result: Result, press: Press
) -> None:
    asked(as_owner, business)
    work()

    again = asked(as_owner, business)
    direct = as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    assert again.status == RunStatus.DONE
    assert ReportRun.objects.count() == 2
    assert direct.content == as_owner.get(file_url(again)).content
    assert press.printed == 1


def test_clicked_twice_it_is_asked_for_once(
    as_owner: Client, business: Business, result: Result
) -> None:
    first, second = ask(as_owner, business), ask(as_owner, business)

    assert first["Location"] == second["Location"]
    assert ReportRun.objects.count() == 1


@pytest.mark.parametrize("wrong", ["quarter", "edition", "paper"])
def test_a_wish_we_do_not_know_is_explained_and_changes_nothing(
    as_owner: Client, business: Business, result: Result, wrong: str
) -> None:
    response = ask(as_owner, business, **{wrong: "soon"})
    page = as_owner.get(response["Location"]).text

    assert "Choose a quarter, a report and a paper. Nothing was changed." in page
    assert not ReportRun.objects.exists()


def test_whoever_asks_for_very_many_at_once_is_told_to_wait(
    as_owner: Client, business: Business, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_UNFINISHED", 1)
    ask(as_owner, business)

    response = ask(as_owner, business, paper="letter")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Yours was not started. Your results are safe." in response.text
    assert ReportRun.objects.count() == 1


def test_a_direct_download_is_told_to_wait_where_the_press_is_busy(
    as_owner: Client, business: Business, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object) -> bytes:
        raise TooManyWait

    monkeypatch.setattr(printing, "made", busy)

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


# ---- when it breaks off


def test_a_report_that_breaks_off_is_tried_again(
    as_owner: Client,
    business: Business,
    result: Result,
    press: Press,
    at_noon: time_machine.Traveller,
) -> None:
    press.faults = ["time"]
    run = asked(as_owner, business)
    work()
    page = as_owner.get(job_url(run)).text

    work_again(at_noon)

    run.refresh_from_db()
    assert "That did not work the first time." in page
    assert (run.status, run.tries) == (RunStatus.DONE, 2)


def test_after_three_tries_it_is_said_and_a_button_tries_once_more(
    as_owner: Client,
    business: Business,
    result: Result,
    press: Press,
    at_noon: time_machine.Traveller,
) -> None:
    press.faults = ["size", "size", "size"]
    run = asked(as_owner, business)
    for _try in range(4):
        work_again(at_noon)
    page = as_owner.get(job_url(run)).text
    tries = press.printed

    again = as_owner.post(job_url(run))
    work_again(at_noon)

    run.refresh_from_db()
    assert tries == 3
    assert "We couldn't make the PDF" in unescape(page)
    assert "Your results are safe. Try again, or print this page." in page
    assert again["Location"] == job_url(run)
    assert run.status == RunStatus.DONE
    assert run.reason == ""


def test_a_run_whose_worker_died_is_taken_up_again_but_not_for_ever(
    as_owner: Client, business: Business, result: Result, press: Press
) -> None:
    run = asked(as_owner, business)
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.RUNNING, tries=3)

    print_run(run=run.pk, at=NOON, later=lambda *_: None)

    run.refresh_from_db()
    assert (run.status, run.reason) == (RunStatus.FAILED, "died")
    assert press.printed == 0


def test_done_twice_it_is_printed_once(
    as_owner: Client, business: Business, result: Result, press: Press
) -> None:
    run = asked(as_owner, business)

    for _twice in range(2):
        print_run(run=run.pk, at=NOON, later=lambda *_: None)

    assert press.printed == 1


def test_what_nobody_makes_any_more_is_given_up(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)

    tidy(at=NOON + timedelta(minutes=29))
    waiting = ReportRun.objects.get().status
    tidy(at=NOON + timedelta(minutes=31))

    run.refresh_from_db()
    assert (waiting, run.status) == (RunStatus.WAITING, RunStatus.FAILED)


# ---- the shelf


def test_a_file_goes_when_nobody_had_it_for_a_month(
    as_owner: Client, business: Business, result: Result
) -> None:
    run = asked(as_owner, business)
    work()
    file = shelf.place(ReportRun.objects.get().content_hash)
    os.utime(file, (0, 0))

    as_owner.get(file_url(run))
    had = datetime.fromtimestamp(file.stat().st_mtime, UTC)

    assert tidy(at=had + timedelta(days=29)) == 0
    assert tidy(at=had + timedelta(days=31)) == 1
    assert as_owner.get(file_url(run))["Location"] == job_url(run)
    assert "This file has been cleared away" in as_owner.get(job_url(run)).text


def test_a_file_that_was_cleared_away_is_made_again(
    as_owner: Client, business: Business, result: Result, settings: Any
) -> None:
    run = asked(as_owner, business)
    work()
    shelf.place(ReportRun.objects.get().content_hash).unlink()

    as_owner.post(job_url(run))
    work()

    assert as_owner.get(file_url(run)).content.startswith(b"%PDF")


def test_nobody_ever_reads_half_a_file(settings: Any) -> None:
    shelf.put("name", b"whole")
    (kept,) = Path(settings.REPORTS_ROOT).iterdir()

    assert kept.read_bytes() == b"whole"
    assert oct(kept.stat().st_mode)[-3:] == "600"


def test_a_full_disk_keeps_nobody_from_the_report(
    as_owner: Client, business: Business, result: Result, settings: Any, tmp_path: Path
) -> None:
    settings.REPORTS_ROOT = tmp_path / "file" / "reports"
    (tmp_path / "file").touch()

    response = as_owner.get(reverse("report", args=[business.slug, "2026-q4", "owner", "a4"]))

    assert response.status_code == 200


# ---- the history


def test_the_history_says_what_when_and_who_newest_first(
    as_owner: Client, business: Business, result: Result
) -> None:
    first = asked(as_owner, business)
    work()
    second = asked(as_owner, business, edition="summary", paper="letter")

    page = as_owner.get(reverse("reports", args=[business.slug])).text

    assert page.index(second.key) < page.index(first.key)
    assert "Asked for on 20\u00a0November\u00a02026 at 12:00 by Owner." in page
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
