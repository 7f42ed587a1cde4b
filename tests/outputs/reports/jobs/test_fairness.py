"""The reports of one business neither delay those of others nor reveal anything to them."""

from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from assessment.foundation.accounts.models import User
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.services import report_cache, tenants
from assessment.outputs.reports.services.report_jobs import document_behind
from assessment.outputs.reports.tasks import REPORT_PRIORITY
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_engagement,
    make_user,
)
from tests.outputs.reports.jobs.making import (
    FakePrinting,
    ask,
    asked,
    file_url,
    job_url,
    work,
    work_again,
)

pytestmark = pytest.mark.django_db


def test_a_report_that_is_too_large_is_not_retried_automatically(
    as_owner: Client, business: Business, result: Result, printing_stub: FakePrinting
) -> None:
    printing_stub.faults = ["size"]
    run = asked(as_owner, business)
    work()

    run.refresh_from_db()
    assert (run.status, run.reason, printing_stub.printed) == (RunStatus.FAILED, "size", 1)
    assert "We couldn’t make the PDF" in unescape(as_owner.get(job_url(run)).text)


@pytest.mark.parametrize("reason", ["time", "died", "fault"])
def test_a_report_that_the_machine_did_not_finish_is_tried_again_automatically(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    at_noon: time_machine.Traveller,
    reason: str,
) -> None:
    printing_stub.faults = [reason]
    run = asked(as_owner, business)
    work()

    work_again(at_noon)

    run.refresh_from_db()
    assert (run.status, run.tries, printing_stub.printed) == (RunStatus.DONE, 2, 2)


def test_retrying_too_many_reports_at_once_is_refused(
    as_owner: Client,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tenants, "MOST_OF_BUSINESS", 1)
    printing_stub.faults = ["size"]
    run = asked(as_owner, business)
    work()
    ask(as_owner, business, paper="letter")

    response = as_owner.post(job_url(run))

    run.refresh_from_db()
    assert response.status_code == 429
    assert run.status == RunStatus.FAILED


def test_emails_have_priority_over_reports(
    as_owner: Client, business: Business, result: Result
) -> None:
    ask(as_owner, business)

    assert DBTaskResult.objects.get().priority == REPORT_PRIORITY < 0


def test_only_reports_are_deleted(settings: Any) -> None:
    root = Path(settings.REPORTS_ROOT)
    report_cache.put("a" * 64, b"%PDF")
    for name in ("app.py", "logo.png", "key.pem", "index.php", "report-half.part"):
        (root / name).write_bytes(b"mine")

    with time_machine.travel(NOON.replace(year=2036)):
        cleared = report_cache.clear(at=NOON.replace(year=2036))

    assert cleared == 2
    left = sorted(file.name for file in root.iterdir())
    assert left == ["app.py", "index.php", "key.pem", "logo.png"]


# ---- reports under a consultancy's own brand


@pytest.fixture
def consultants(business: Business) -> tuple[Client, Client]:
    """Clients signed in for two consultancies, both engaged by the business."""
    first, second = make_user("first"), make_user("second")
    make_engagement(business, first)
    other = Consultancy.objects.create(slug="other", name="Other", founded_at=NOON)
    ConsultancyMember.objects.create(consultancy=other, user=second)
    Engagement.objects.create(consultancy=other, business=business, given_at=NOON)
    clients = Client(), Client()
    for client, user in zip(clients, (first, second), strict=True):
        client.force_login(user)
    return clients


def test_only_the_consultancy_can_open_its_own_edition(
    as_owner: Client,
    business: Business,
    result: Result,
    consultants: tuple[Client, Client],
    at_noon: time_machine.Traveller,
) -> None:
    first, second = consultants
    run = asked(first, business, edition="consultant")
    work_again(at_noon)
    page = reverse("reports", args=[business.slug])

    assert first.get(file_url(run)).status_code == 200
    for other in (second, as_owner):
        assert [other.get(url).status_code for url in (job_url(run), file_url(run))] == [404, 404]
        assert run.key not in other.get(page).text
    assert run.key in first.get(page).text


def test_other_editions_that_a_consultant_makes_are_open_to_everyone(
    as_owner: Client, business: Business, result: Result, consultants: tuple[Client, Client]
) -> None:
    run = asked(consultants[0], business, edition="summary")
    work()

    assert as_owner.get(file_url(run)).status_code == 200
    assert ReportRun.objects.get().consultancy is None


def test_an_owner_can_open_their_own_consultant_edition(
    as_owner: Client, business: Business, result: Result, owner: User
) -> None:
    run = asked(as_owner, business, edition="consultant")
    work()

    assert as_owner.get(file_url(run)).status_code == 200


def test_an_owners_edition_never_shows_the_firm_that_makes_it_again(
    as_owner: Client, business: Business, result: Result, consultants: tuple[Client, Client]
) -> None:
    run = asked(as_owner, business, edition="consultant")
    ReportRun.objects.update(status=RunStatus.FAILED, ended_at=NOON)

    consultants[0].post(job_url(run))

    run.refresh_from_db()
    document = document_behind(run)
    assert run.status == RunStatus.WAITING
    assert document
    assert not document.consultant.name


# ---- shares of the queue


def test_a_flood_from_many_businesses_of_one_owner_delays_others_by_one_report(
    as_owner: Client,
    owner: User,
    business: Business,
    result: Result,
    printing_stub: FakePrinting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = result_of_another_business(make_user("patient"), "Patience")
    elsewhere = result_of_another_business(owner)
    patient = Client()
    patient.force_login(other.memberships.get().user)
    for edition in ("owner", "summary", "team"):
        for place in (business, elsewhere):
            ask(as_owner, place, edition=edition)
    ask(patient, other, edition="summary")
    order: list[int] = []
    monkeypatch.setattr(
        "assessment.outputs.reports.tasks.services.print_run",
        lambda *, run, **_more: order.append(ReportRun.objects.get(pk=run).business_id),
    )

    work()

    assert len(order) == 7
    # Everybody’s first report has the same priority, and the queue does not order those.
    assert order.index(other.pk) <= 1


def test_one_owner_with_many_businesses_has_one_limit(
    as_owner: Client,
    owner: User,
    business: Business,
    result: Result,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tenants, "MOST_OF_TENANT", 1)
    elsewhere = result_of_another_business(owner)
    ask(as_owner, business)

    assert ask(as_owner, elsewhere).status_code == 429


def test_the_time_at_the_printer_is_bounded_for_each_tenant(
    as_owner: Client, owner: User, business: Business, result: Result
) -> None:
    tenants.note_printing(f"owner-{owner.pk}", 3_601, NOON)

    with time_machine.travel(NOON, tick=False):
        assert ask(as_owner, business).status_code == 429


def test_a_firm_is_one_tenant_for_all_its_clients(
    business: Business, result: Result, consultants: tuple[Client, Client]
) -> None:
    runs = [asked(client, business, edition="summary") for client in consultants]

    assert len({run.tenant for run in runs}) == 2
    assert all(run.tenant.startswith("firm-") for run in runs)


def result_of_another_business(owner: User, name: str = "Elsewhere") -> Business:
    """Create a business with a result, for the same owner or another."""
    place = make_business(name, owner=owner)
    check = make_assessment(place, quarter_starts_on=date(2026, 10, 1))
    make_answers(check, owner)
    submit(assessment=check, by=owner, at=NOON)
    return place
