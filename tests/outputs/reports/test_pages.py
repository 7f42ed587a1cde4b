"""The reports page and the direct download: who can open them, and what happens on failure."""

from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.faults import CannotPrint
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.views import reports
from assessment.parties.businesses.models import Business, Role
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_engagement,
    make_member,
    make_user,
)
from tests.kept import kept

Q4 = Quarter.parse("2026-Q4")
QUARTERS = ["2026-q4", "2026-q3", "2026-q2"]


@kept
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The documents that were printed, with a stub in place of the PDF worker."""
    documents: list[Any] = []

    def stub(document: Any, edition: str, paper: str, *, whose: str) -> bytes:
        documents.append(document)
        return f"%PDF {document.business} {edition} {paper}".encode()

    monkeypatch.setattr(reports, "report_pdf", stub)
    return documents


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def stub(*_args: object, **_words: str) -> bytes:
        raise CannotPrint("no Pango")

    monkeypatch.setattr(reports, "report_pdf", stub)


def report_url(
    business: Business, quarter: str = "2026-q4", edition: str = "owner", paper: str = "a4"
) -> str:
    return f"/b/{business.slug}/reports/{quarter}/{edition}-{paper}.pdf"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submitted(business: Business, by: User, quarter: Quarter = Q4, value: int = 2) -> Result:
    assessment = make_assessment(business, quarter_starts_on=quarter.starts_on)
    make_answers(assessment, by, value)
    return submit(assessment=assessment, by=by, at=NOON)


def save_a_plan(result: Result, by: User) -> None:
    model = result.assessment.model_version.maturity
    wish = PlanWish(hours=20, money=200, max_actions=3)
    plan = make_plan(model, result.assessment.sheet(), wish)
    promises = {step.code: Promise(by, Q4.ends_on) for step in plan.actions}
    save_plan(assessment=result.assessment, plan=plan, promises=promises, by=by, at=NOON)


# ---- the file


@pytest.mark.pdf
def test_a_report_is_sent_as_a_pdf(as_owner: Client, business: Business, result: Result) -> None:
    response = as_owner.get(report_url(business))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "Café Lindgren" in PdfReader(BytesIO(response.content)).pages[0].extract_text()


@pytest.mark.pdf
def test_the_same_result_prints_the_same_bytes(
    as_owner: Client, business: Business, result: Result
) -> None:
    once, again = (as_owner.get(report_url(business, edition="summary")) for _ in range(2))

    assert once.content == again.content


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("owner", "2026-Q4_cafe-lindgren_action-plan.pdf"),
        ("summary", "2026-Q4_cafe-lindgren_summary.pdf"),
    ],
)
def test_the_file_has_a_name_and_is_not_cached(
    as_owner: Client,
    business: Business,
    result: Result,
    printed: list[Any],
    edition: str,
    name: str,
) -> None:
    response = as_owner.get(report_url(business, edition=edition, paper="a4"))

    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.decode() == f"%PDF Café Lindgren {edition} a4"


def test_a_report_that_the_client_has_is_not_printed_again(
    as_owner: Client, business: Business, result: Result, printed: list[Any]
) -> None:
    etag = as_owner.get(report_url(business)).headers["ETag"]

    response = as_owner.get(report_url(business), headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert len(printed) == 1


def test_each_edition_and_paper_size_has_its_own_file(
    as_owner: Client, business: Business, result: Result, printed: list[Any]
) -> None:
    etags = {
        as_owner.get(report_url(business, edition=edition, paper=paper)).headers["ETag"]
        for edition in ["owner", "summary", "consultant", "team", "fridge"]
        for paper in ["a4", "letter"]
    }

    assert len(etags) == 10


def test_a_saved_plan_changes_the_report(
    as_owner: Client, business: Business, result: Result, owner: User, printed: list[Any]
) -> None:
    before = as_owner.get(report_url(business)).headers["ETag"]
    save_a_plan(result, owner)

    response = as_owner.get(report_url(business), headers={"If-None-Match": before})

    assert response.status_code == 200
    suggested, saved = (document.plan for document in printed)
    assert (suggested.saved, saved.saved) == (False, True)
    assert {(planned.who, planned.due_on) for planned in saved.actions} == {("Owner", Q4.ends_on)}


def test_a_suggested_plan_fits_the_hours_and_money_of_the_business(
    business: Business, result: Result
) -> None:
    Business.objects.filter(pk=business.pk).update(hours=0, money=0)
    business.refresh_from_db()

    document = document_of(business, Q4)

    assert document is not None
    assert document.plan.nothing_fits


def test_a_report_knows_earlier_quarters_but_no_later_ones(
    business: Business, owner: User, result: Result
) -> None:
    submitted(business, owner, Q4.previous(), value=1)

    newest, first = document_of(business, Q4), document_of(business, Q4.previous())

    assert newest is not None
    assert newest.compared_with == "July to September 2026"
    assert first is not None
    assert first.compared_with == ""


# ---- access


def test_a_stranger_finds_nothing(
    as_stranger: Client, business: Business, result: Result, printed: list[Any]
) -> None:
    pages = [reverse("reports", args=[business.slug]), report_url(business)]

    assert [as_stranger.get(page).status_code for page in pages] == [404, 404]
    assert printed == []


def test_a_visitor_is_asked_to_sign_in(client: Client, business: Business, result: Result) -> None:
    assert client.get(report_url(business)).status_code == 302


def test_viewers_and_consultants_can_read_reports(
    business: Business, result: Result, printed: list[Any]
) -> None:
    viewer, consultant = make_user("viewer"), make_user("consultant")
    make_member(business, viewer, Role.VIEWER)
    make_engagement(business, consultant)

    for reader in (viewer, consultant):
        page = signed_in(reader).get(reverse("reports", args=[business.slug]))
        assert 'name="edition" value="owner"' in page.text
        assert signed_in(reader).get(report_url(business)).status_code == 200


def test_two_businesses_never_mix(
    as_owner: Client, business: Business, result: Result, stranger: User, printed: list[Any]
) -> None:
    other = make_business("North Mill", owner=stranger)
    submitted(other, stranger, Q4.previous(), value=0)
    submitted(other, stranger, value=0)

    own = as_owner.get(report_url(business))
    theirs = signed_in(stranger).get(report_url(other))

    assert own.headers["ETag"] != theirs.headers["ETag"]
    assert [document.business for document in printed] == ["Café Lindgren", "North Mill"]
    assert printed[0].compared_with == ""
    assert as_owner.get(report_url(business, "2026-q3")).status_code == 404
    assert "North Mill" not in as_owner.get(reverse("reports", args=[business.slug])).text


@pytest.mark.parametrize(
    "path",
    [
        "2026-q3/owner-a4.pdf",
        "2026-q5/owner-a4.pdf",
        "latest/owner-a4.pdf",
        "2026-q4/poster-a4.pdf",
        "2026-q4/owner-a3.pdf",
        "?quarter=2026-q3",
        "?quarter=soon",
    ],
)
def test_unknown_reports_are_not_found(
    as_owner: Client, business: Business, result: Result, path: str
) -> None:
    assert as_owner.get(f"/b/{business.slug}/reports/{path}").status_code == 404


def test_the_pages_accept_no_posts(as_owner: Client, business: Business, result: Result) -> None:
    pages = [reverse("reports", args=[business.slug]), report_url(business)]

    assert [as_owner.post(page).status_code for page in pages] == [405, 405]


# ---- when it cannot be printed


def test_a_report_that_cannot_be_printed_says_what_is_safe_and_what_to_do(
    as_owner: Client, business: Business, result: Result, broken: None
) -> None:
    response = as_owner.get(report_url(business))

    assert response.status_code == 503
    assert "We couldn’t make the PDF" in unescape(response.text)
    assert "Your results are safe. Try again, or print this page." in response.text
    assert reverse("reports", args=[business.slug]) in response.text
    assert reverse("results", args=[business.slug, "2026-q4"]) in response.text
    assert "Content-Disposition" not in response.headers
    assert "ETag" not in response.headers


def test_the_page_to_print_instead_shows_the_result(
    as_owner: Client, business: Business, result: Result, broken: None
) -> None:
    text = as_owner.get(report_url(business)).text

    assert f"{result.score} out of 100." in text
    assert "Consistency" in text
    assert "no Pango" not in text


# ---- the page


def test_every_quarter_edition_and_paper_size_is_offered_newest_first(
    as_owner: Client, business: Business, owner: User, result: Result
) -> None:
    for quarter in (Q4.previous(), Q4.previous().previous()):
        submitted(business, owner, quarter)

    page = as_owner.get(reverse("reports", args=[business.slug])).text

    places = [page.index(f"?quarter={slug}") for slug in QUARTERS]
    assert places == sorted(places)
    for slug in QUARTERS:
        chosen = as_owner.get(reverse("reports", args=[business.slug]), {"quarter": slug}).text
        for edition in ("summary", "owner"):
            assert f'name="edition" value="{edition}"' in chosen
        assert f'type="hidden" name="quarter" value="{slug}"' in chosen
        assert 'name="paper" value="a4"' in chosen
        assert 'name="paper" value="letter"' in chosen


def test_the_page_says_which_plan_the_report_shows(
    as_owner: Client, business: Business, owner: User, result: Result
) -> None:
    url = reverse("reports", args=[business.slug])
    suggested = as_owner.get(url).text
    save_a_plan(result, owner)

    saved = as_owner.get(url).text

    assert "the report shows the one we suggest" in suggested
    assert reverse("build_plan", args=[business.slug]) in suggested
    assert "The report shows the plan saved on 20\u00a0November\u00a02026." in saved


def test_a_past_quarter_does_not_offer_a_new_plan(
    as_owner: Client, business: Business, owner: User, result: Result
) -> None:
    submitted(business, owner, Q4.previous())

    text = as_owner.get(reverse("reports", args=[business.slug]), {"quarter": "2026-q3"}).text

    assert "the report shows the one we suggest" in text
    assert reverse("build_plan", args=[business.slug]) not in text


def test_without_a_result_the_page_links_to_the_check(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    response = as_owner.get(reverse("reports", args=[business.slug]))

    assert "There’s nothing to print yet" in response.text
    assert f'href="{reverse("check", args=[business.slug])}">Go to the check' in response.text


def test_a_viewer_without_a_result_is_told_who_answers(
    business: Business, answered: Assessment
) -> None:
    viewer = make_user("viewer")
    make_member(business, viewer, Role.VIEWER)

    text = signed_in(viewer).get(reverse("reports", args=[business.slug])).text

    assert "Owners and editors answer the questions." in text
    assert "Go to the check" not in text


# The page of reports reads the report, to name the characters that no font has before printing.
@pytest.mark.parametrize(("name", "most"), [("reports", 15), ("report", 13)])
def test_a_page_makes_few_queries_and_writes_nothing(
    as_owner: Client,
    business: Business,
    owner: User,
    result: Result,
    printed: list[Any],
    name: str,
    most: int,
) -> None:
    save_a_plan(result, owner)
    url = reverse("reports", args=[business.slug]) if name == "reports" else report_url(business)

    with CaptureQueriesContext(connection) as caught:
        response = as_owner.get(url)

    assert response.status_code == 200
    assert len(caught) <= most
    assert all(query["sql"].startswith("SELECT") for query in caught.captured_queries)
