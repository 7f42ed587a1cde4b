"""What the page behind a link shows, and what it leaves out."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.results.services import submit
from assessment.outputs.sharing import services
from assessment.parties.businesses.models import Business
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_other_version,
)
from tests.outputs.sharing.making import NOTE, REASON, Share, path_in, words

pytestmark = pytest.mark.django_db


def test_it_shows_only_what_was_shared(
    share: Share, client: Client, owner: User, business: Business, stranger: User
) -> None:
    make_business("Elsewhere", owner=owner)
    path = path_in(share(for_whom="Secret bank"))

    page = client.get(path).text.replace(settings.CONTACT_EMAIL, "")

    assert NOTE not in page
    assert REASON not in page
    for word in ("Maja", "@", "Elsewhere", "Secret bank", "cafe-lindgren", "/b/"):
        assert word not in page, word
    assert "<form" not in page
    assert "<nav" not in page
    assert "Start here" not in page


def test_it_looks_the_same_to_someone_who_is_signed_in(
    share: Share, client: Client, as_stranger: Client
) -> None:
    path = path_in(share())

    assert as_stranger.get(path).text == client.get(path).text


def test_it_speaks_about_the_business_and_not_to_it(share: Share, client: Client) -> None:
    page = words(client.get(path_in(share())).text)

    assert "Where they stand" in page
    assert "they are here" in page
    assert "This is the first check, so there is nothing to compare it with yet." in page
    assert "are the owner’s word alone." in page
    assert "your word alone" not in page


def test_it_is_kept_out_of_search_engines_caches_and_referrers(
    share: Share, client: Client, as_owner: Client
) -> None:
    path = path_in(share())

    for found in (client.get(path), as_owner.get(path), client.get("/s/nothing/")):
        assert found["Referrer-Policy"] == "no-referrer"
        assert found["Cache-Control"] == "no-store"
        assert found["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in found.text
        assert '<meta name="referrer" content="no-referrer">' in found.text


def test_an_area_without_a_score_is_explained_to_others_too(client: Client, owner: User) -> None:
    strict = make_other_version("set_aside_limit = 2", "set_aside_limit = 1")
    odd = make_assessment(make_business("Elsewhere", owner=owner), model_version=strict)
    make_answers(odd, owner)
    make_answers(odd, owner, {"CUL3": "na", "CUL6": "na"})
    result = submit(assessment=odd, by=owner, at=NOON)
    new = services.NewLink(for_whom="A friend", email="", days=7)
    token = services.share_result(result=result, new=new, by=owner, at=NOON, link=str)

    page = words(client.get(reverse("shared_result", args=[token])).text)

    assert "Too many questions did not apply in Culture." in page
    assert "your plan" not in page


# ---- on paper


@pytest.mark.pdf
def test_the_pdf_says_no_more_than_the_page(share: Share, client: Client) -> None:
    response = client.get(f"{path_in(share())}report.pdf")

    text = words(
        "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    )
    assert response["Content-Disposition"] == (
        'attachment; filename="2026-Q4_cafe-lindgren_summary.pdf"'
    )
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert "Café Lindgren" in text
    assert "Maja" not in text
    assert "Zoë" not in text


@pytest.mark.parametrize(
    ("fault", "status"), [(CannotPrint("Pango is missing"), 503), (TooManyWait(), 429)]
)
def test_a_pdf_that_cannot_be_made_says_what_to_do(
    share: Share, client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def broken(*_args: object, **_words: str) -> bytes:
        raise fault

    monkeypatch.setattr("assessment.outputs.sharing.views.shared_page.report_pdf", broken)

    response = client.get(f"{path_in(share())}report.pdf")

    assert response.status_code == status
    assert response["Retry-After"]
    assert "The page has the same content." in response.text


def test_the_shared_page_makes_the_same_number_of_queries_for_any_history(
    share: Share, client: Client, at_most: Callable[[int], Any]
) -> None:
    path = path_in(share())
    client.get(path)

    with at_most(7):
        client.get(path)
