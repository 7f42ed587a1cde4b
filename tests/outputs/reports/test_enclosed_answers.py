"""The answers attached to the file as a table, for archives and for other programs."""

import csv
import io

import pikepdf
import pytest

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.foundation.pdf.client import PdfClient
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.services import printing, render
from tests.outputs.reports.documents import LINDGREN, document_of, with_answers
from tests.outputs.reports.reading import tags_of

ENCLOSE = Options(enclose=True)
NAME = "2026-Q4_answers.csv"
ALIKE = 1_000
"""At least this many tags come before the line that says what is attached."""


def rows_in(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def enclosing() -> bytes:
    return render(document_of(options=ENCLOSE), Edition.OWNER, Paper.A4)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.pdf
def test_every_answer_is_attached_as_a_table(enclosing: bytes) -> None:
    with opened(enclosing) as pdf:
        text = pdf.attachments[NAME].get_file().read_bytes().decode()

    steps = {row["Code"]: row["Step"] for row in rows_in(text)}
    assert steps == {
        code: str(answer.value) if isinstance(answer.value, int) else ""
        for code, answer in LINDGREN.sheet.answers.items()
    }


@pytest.mark.pdf
def test_the_file_suits_archives_and_stays_accessible(enclosing: bytes) -> None:
    with opened(enclosing) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode()
        (intent,) = pdf.Root.OutputIntents
        table = pdf.Root.AF[0]

        assert 'pdfaid:part="3" pdfaid:conformance="A"' in about
        assert 'pdfuaid:part="1"' in about
        assert str(intent.S) == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == len("RGB")
        assert [str(table.UF), str(table.AFRelationship)] == [NAME, "/Data"]
        assert str(table.EF.F.Subtype) == "/text/csv"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en-GB"
    usual = render(document_of(), Edition.OWNER, Paper.A4)
    assert tags_of(enclosing)[:ALIKE] == tags_of(usual)[:ALIKE]


@pytest.mark.pdf
def test_another_worker_attaches_it_with_the_same_bytes(enclosing: bytes) -> None:
    client = PdfClient()
    request = printing.pdf_request(document_of(options=ENCLOSE), Edition.OWNER, Paper.A4)
    try:
        assert client.print(request).pdf == enclosing
    finally:
        client.close()


@pytest.mark.parametrize("edition", Edition)
def test_only_the_full_editions_have_it_and_only_on_request(edition: Edition) -> None:
    full = edition in {Edition.OWNER, Edition.LARGE, Edition.CONSULTANT}
    with_it, without = (document_of(options=options) for options in (ENCLOSE, Options()))

    assert ("attachments" in printing.pdf_request(with_it, edition, Paper.A4)) is full
    assert (NAME in printing.html_of(with_it, edition)) is full
    assert "attachments" not in printing.pdf_request(without, edition, Paper.A4)
    assert NAME not in printing.html_of(without, edition)


def test_notes_that_are_left_out_are_not_attached_either() -> None:
    submission = with_answers(CUL1=SheetAnswer(2, Evidence.NOTE, note="Only for us."))
    whole = document_of(submission, options=ENCLOSE).enclosed
    bare = document_of(submission, options=Options(enclose=True, notes=False)).enclosed

    assert rows_in(whole)[0]["Note"] == "Only for us."
    assert "Only for us." not in bare
    assert {"Note", "Why it doesn’t apply"}.isdisjoint(rows_in(bare)[0])


def test_a_note_that_looks_like_a_formula_is_escaped() -> None:
    submission = with_answers(CUL1=SheetAnswer(2, Evidence.NOTE, note="=1+1"))

    assert rows_in(document_of(submission, options=ENCLOSE).enclosed)[0]["Note"] == "'=1+1"


def test_the_option_survives_being_stored() -> None:
    assert Options.read(ENCLOSE.kept()) == ENCLOSE
