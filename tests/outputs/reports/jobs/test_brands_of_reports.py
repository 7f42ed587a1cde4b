"""A report keeps the brand it was made with, and loses its way when that practice loses access."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.services import document_if_unchanged, report_cache
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, KeptBrand
from assessment.parties.consultancies.services import change_brand
from tests.factories import NOON, make_engagement, make_user
from tests.outputs.reports.jobs.making import ask, asked, file_url, job_url, work


@pytest.fixture
def consultant(business: Business) -> User:
    user = make_user("connie")
    make_engagement(business, user)
    return user


@pytest.fixture
def as_consultant(consultant: User) -> Client:
    client = Client()
    client.force_login(consultant)
    return client


def rebrand(by: User, **values: str) -> None:
    firm = Consultancy.objects.get(slug="north-star")
    change_brand(consultancy=firm, edit=Edit(values=values, seen={}), by=by, at=NOON)


def test_after_the_brand_changed_a_lost_file_is_made_again_as_it_was(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    rebrand(consultant, colour="#1D4E63", footer="The old line")
    run = asked(as_consultant, business, edition="summary")
    work()
    run.refresh_from_db()
    rebrand_later = {"colour": "#803010", "footer": "The new line"}
    Consultancy.objects.update(name="South Star")
    KeptBrand.objects.get().consultancy.brand.delete()
    rebrand(consultant, **rebrand_later)
    report_cache.remove([run.content_hash])

    document = document_if_unchanged(ReportRun.objects.get(pk=run.pk), at=timezone.now())
    response = as_consultant.get(file_url(run))

    assert response.status_code == 200
    assert document is not None
    assert (document.consultant.name, document.consultant.footer) == ("North Star", "The old line")
    assert document.consultant.palette.brand == "#1D4E63"


def test_a_new_report_has_the_new_brand_and_equal_brands_are_kept_once(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    rebrand(consultant, footer="The old line")
    asked(as_consultant, business, edition="summary")
    asked(as_consultant, business, edition="team")
    firm = Consultancy.objects.get()
    firm.brand.delete()
    rebrand(consultant, footer="The new line")

    asked(as_consultant, business, edition="fridge")

    assert list(KeptBrand.objects.order_by("pk").values_list("footer", flat=True)) == [
        "The old line",
        "The new line",
    ]
    assert ReportRun.objects.order_by("-pk")[0].brand == KeptBrand.objects.get(
        footer="The new line"
    )


def test_what_an_owner_asks_for_keeps_no_brand(
    as_owner: Client, consultant: User, business: Business, result: Result
) -> None:
    run = asked(as_owner, business, edition="consultant")

    assert run.brand is None
    assert run.consultancy is None


def test_an_owner_can_open_what_the_practice_made_except_its_own_edition(
    as_owner: Client, as_consultant: Client, business: Business, result: Result
) -> None:
    statuses = {}
    for edition in ("summary", "consultant"):
        run = asked(as_consultant, business, edition=edition)
        statuses[edition] = as_owner.get(job_url(run)).status_code

    assert statuses == {"summary": 200, "consultant": 404}


def test_another_practice_sees_nothing_with_this_ones_name(
    as_consultant: Client, business: Business, result: Result
) -> None:
    run = asked(as_consultant, business, edition="summary")
    rival = Client()
    rival.force_login(other_consultant(business))

    page = rival.get(reverse("reports", args=[business.slug]))

    assert rival.get(job_url(run)).status_code == 404
    assert run.key not in page.text


def other_consultant(business: Business) -> User:
    user = make_user("rival")
    firm = Consultancy.objects.create(slug="rival", name="Rival", founded_at=NOON)
    firm.members.create(user=user, role="admin", since=NOON)
    firm.engagements.create(business=business, given_at=NOON)
    return user


def test_a_waiting_report_of_a_practice_without_access_is_not_made(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    ask(as_consultant, business, edition="summary")
    # The same person still has access through another practice, but not this brand.
    other = other_consultant(business)
    Consultancy.objects.get(slug="rival").members.filter(user=other).update(user=consultant)
    business.engagements.filter(consultancy__slug="north-star").update(ended_at=NOON)

    work()

    run = ReportRun.objects.get()
    assert (run.status, run.reason) == (RunStatus.FAILED, "ended")


def test_the_direct_file_has_the_brand_too(
    as_consultant: Client, as_owner: Client, business: Business, result: Result, printing_stub: Any
) -> None:
    url = reverse("report", args=[business.slug, "2026-q4", "summary", "a4"])

    etags = {client.get(url)["ETag"] for client in (as_consultant, as_owner)}

    assert len(etags) == 2
