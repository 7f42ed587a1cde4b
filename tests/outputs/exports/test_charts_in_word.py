"""The charts in the Word document: pictures of the report's own, sharp, and the same every time."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageColor

from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.client import PdfClient, pdf_client
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.outputs.exports import services
from assessment.outputs.exports.presenters.docx.charts import charts_of
from assessment.outputs.exports.services import drawings_of, word_report
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import sample_submissions
from tests.factories import NOON
from tests.kept import kept
from tests.outputs.exports.exporting import text_of_docx
from tests.outputs.exports.parts import parts_of
from tests.outputs.reports.documents import branded, document_of

LEAST_DPI = 200
MILLIMETRES_PER_INCH = 25.4


@kept
def checked(answered: Assessment, owner: User) -> Business:
    submit(assessment=answered, by=owner, at=NOON)
    return answered.business


@pytest.mark.pdf
def test_each_chart_is_a_sharp_picture_of_something() -> None:
    drawings = drawings_of(document_of())

    assert {name.partition(" ")[0] for name in drawings} == {
        *("cover", "stairs", "scale", "cairn", "support", "multiple", "weeks")
    }
    for name, drawn in drawings.items():
        with Image.open(io.BytesIO(drawn.png)) as picture:
            assert picture.width / drawn.width * MILLIMETRES_PER_INCH >= LEAST_DPI, name
            assert picture.width / picture.height == pytest.approx(
                drawn.width / drawn.height, rel=0.02
            )
            colours = picture.convert("RGB").getcolors(picture.width * picture.height)
            assert len(colours or ()) > 3, name
        assert drawn.words


@pytest.mark.pdf
def test_the_cover_and_the_stairs_have_the_colours_of_the_practice() -> None:
    by = branded()

    drawings = drawings_of(document_of(consultant=by))

    for name in ("cover", "stairs"):
        with Image.open(io.BytesIO(drawings[name].png)) as picture:
            corner = picture.convert("RGB").getpixel((2, 2))
        assert corner == ImageColor.getrgb(by.palette.dark)


@pytest.mark.pdf
def test_the_same_document_gives_the_same_bytes_from_another_worker() -> None:
    once = word_report(document_of())
    services._pictures.cache_clear()  # noqa: SLF001
    pdf_client.close()

    assert word_report(document_of()) == once
    assert len([name for name in parts_of(once) if "/media/" in name]) > 10


@pytest.mark.parametrize("earlier", [sample_submissions()[:-1], ()], ids=["compared", "first"])
def test_a_chart_is_listed_only_if_the_report_has_it(earlier: tuple[Submission, ...]) -> None:
    charts = tuple(charts_of(document_of(earlier=earlier)))

    assert len({chart.name for chart in charts}) == len(charts)
    assert any(chart.kind == "multiple" for chart in charts) == bool(earlier)


@pytest.mark.django_db
def test_without_charts_the_document_is_sent_all_the_same(
    as_owner: Client, checked: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_request: Any, **_whose: Any) -> None:
        raise CannotPrint("no Pango", reason="pango")

    monkeypatch.setattr(PdfClient, "print", fail)

    reply = as_owner.get(f"/b/{checked.slug}/results/2026-q4.docx")

    assert reply.status_code == 200
    assert "Your areas" in text_of_docx(reply.content)


@pytest.mark.django_db
def test_somebody_who_asks_for_too_much_at_once_is_told_to_wait(
    as_owner: Client, checked: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_request: Any, **_whose: Any) -> None:
        raise TooManyWait

    monkeypatch.setattr(PdfClient, "print", fail)

    reply = as_owner.get(f"/b/{checked.slug}/results/2026-q4.docx")

    assert reply.status_code == 429
    assert "Please wait half a minute" in reply.text
    assert reply["Retry-After"]
