"""The poster and the table cards: one page each, tagged, and scanned back as a phone would."""

from typing import Any

import numpy as np
import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from pypdfium2 import PdfDocument

from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import Survey
from assessment.voices.surveys.presenters.address import SurveyAddress
from assessment.voices.surveys.services.printing import cards_pdf, poster_pdf
from assessment.voices.surveys.views import setting_up
from tests.outputs.reports.reading import fonts_of, squeezed, tags_of, text_of
from tests.voices.surveys.making import page_of

ADDRESS = SurveyAddress(url="https://cairn.example/c/k7m4-p2xq-w9hd/")
SHEETS = {"poster": (poster_pdf, 1), "cards": (cards_pdf, 4)}
LONG = "Nguyễn’s Ἑλληνικά & Café שלום for the Appreciation of Unusually Long Names in Kirkcudbright"
A4 = (595, 842)


@pytest.fixture(params=SHEETS)
def sheet(request: pytest.FixtureRequest) -> Any:
    return SHEETS[request.param]


def picture_of(pdf: bytes) -> np.ndarray:
    """Draw the first page as a phone would see it."""
    with PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=2).to_pil().convert("L"))


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["Café Lindgren", LONG, "x" * 100, "漢字カフェ"])
def test_a_sheet_is_one_page_of_a4_with_codes_that_can_be_scanned(sheet: Any, name: str) -> None:
    make, codes = sheet

    pdf = make(Business(name=name, slug="cafe"), ADDRESS)

    with PdfDocument(pdf) as document:
        assert len(document) == 1
        assert tuple(map(round, document[0].get_size())) == A4
    found = [code.text for code in zxingcpp.read_barcodes(picture_of(pdf))]
    assert found == [ADDRESS.url] * codes


@pytest.mark.pdf
def test_a_sheet_is_tagged_and_its_fonts_are_embedded(sheet: Any) -> None:
    make, codes = sheet

    pdf = make(Business(name="Café Lindgren", slug="cafe"), ADDRESS)

    tags = tags_of(pdf)
    alternatives = [words for kind, words in tags if kind == "Figure"]
    assert alternatives == ["Code that opens cairn.example/c/k7m4-p2xq-w9hd"] * codes
    assert [kind for kind, _ in tags].count("H1") == 1
    assert fonts_of(pdf)
    assert all(fonts_of(pdf).values())


@pytest.mark.pdf
def test_a_sheet_says_the_address_to_type_and_what_is_not_asked(sheet: Any) -> None:
    text = text_of(sheet[0](Business(name="Café Lindgren", slug="cafe"), ADDRESS))

    for words in ("Café Lindgren", ADDRESS.typed, "No name, no account, no newsletter."):
        assert squeezed(words) in text


@pytest.mark.pdf
def test_the_same_sheet_has_the_same_bytes(sheet: Any) -> None:
    cafe = Business(name="Café Lindgren", slug="cafe")

    assert sheet[0](cafe, ADDRESS) == sheet[0](cafe, ADDRESS)


@pytest.mark.pdf
@pytest.mark.django_db
def test_the_poster_of_a_survey_opens_its_page(as_editor: Client, survey: Survey) -> None:
    reply = as_editor.get(reverse("survey_poster_pdf", args=["cafe-lindgren"]))

    found = zxingcpp.read_barcodes(picture_of(reply.content))
    assert [code.text for code in found] == [f"http://testserver{page_of(survey)}"]
    assert "cafe-lindgren_poster.pdf" in reply["Content-Disposition"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "status"), [(TooManyWait(), 429), (CannotPrint("broken", reason="failed"), 503)]
)
@pytest.mark.parametrize("name", ["survey_poster_pdf", "survey_cards_pdf"])
def test_a_printer_that_is_busy_or_broken_is_explained(
    as_owner: Client,
    survey: Survey,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    trouble: Exception,
    status: int,
) -> None:
    def fail(*_args: Any) -> bytes:
        raise trouble

    monkeypatch.setattr(setting_up, "poster_pdf", fail)
    monkeypatch.setattr(setting_up, "cards_pdf", fail)

    page = as_owner.get(reverse(name, args=["cafe-lindgren"]))

    assert page.status_code == status
    assert "Try again" in page.text
    assert page["Retry-After"]


@pytest.mark.django_db
def test_without_a_link_there_is_nothing_to_print(as_owner: Client, business: Business) -> None:
    reply = as_owner.get(reverse("survey_poster_pdf", args=["cafe-lindgren"]))

    assert reply["Location"] == reverse("survey", args=["cafe-lindgren"])
