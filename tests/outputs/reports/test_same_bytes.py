"""The same document always prints the same bytes, and printing fetches nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.foundation.pdf.client import PdfClient
from assessment.foundation.pdf.weasyprint_tuning import NotWellFormed, read_quickly
from assessment.foundation.pdf.worker import PdfWorker
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import pdf_request, render
from tests.outputs.reports.documents import SHEET, document_of, printed, with_answers

pytestmark = pytest.mark.pdf

PRINT = """
import sys
import django
django.setup()
from django.utils import translation
from tests.outputs.reports.documents import printed
from assessment.outputs.reports.editions import Edition
with translation.override("en-gb"):
    sys.stdout.buffer.write(printed(Edition.CONSULTANT))
"""
FETCHES = {"open", "socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen"}
_caught: list[str] = []
_watching = False


def _hook(event: str, facts: tuple[object, ...]) -> None:
    # Python cannot remove an audit hook, so it is switched on and off.
    if _watching and event in FETCHES:
        _caught.append(f"{event} {facts[0]!r}")


sys.addaudithook(_hook)


@pytest.fixture
def fetched() -> Iterator[list[str]]:
    """Every file and connection that is opened from here on."""
    global _watching  # noqa: PLW0603
    _caught.clear()
    _watching = True
    yield _caught
    _watching = False


@pytest.fixture(scope="module")
def worker() -> PdfWorker:
    """A worker in this process, where the audit hook can watch everything it does."""
    return PdfWorker()


def test_the_same_document_prints_the_same_bytes() -> None:
    assert render(document_of(), Edition.OWNER, Paper.A4) == printed()


def test_a_fresh_worker_prints_the_same_bytes() -> None:
    fresh = PdfClient()

    try:
        first = fresh.print(pdf_request(document_of(), Edition.OWNER, Paper.A4)).pdf
    finally:
        fresh.close()

    assert first == printed()


def test_a_different_note_changes_the_fingerprint() -> None:
    here, there = (
        SheetAnswer(2, Evidence.NOTE, note=note) for note in ("By the oven.", "By the door.")
    )

    documents = [document_of(with_answers(CUL1=answer)) for answer in (here, there)]

    assert documents[0].fingerprint != documents[1].fingerprint


def test_two_processes_print_the_same_bytes(tmp_path: Path) -> None:
    command = ["manage.py", "report", "-", "--out"]
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"

    said = [_in_another_process(out.stem, *command, str(out)).strip() for out in (first, second)]

    assert said == [str(first).encode(), str(second).encode()]
    assert first.read_bytes() == second.read_bytes()


def test_two_processes_print_the_same_consultant_edition() -> None:
    first, second = (_in_another_process(seed, "-c", PRINT) for seed in ("1", "2"))

    assert first.startswith(b"%PDF")
    assert first == second


def _in_another_process(seed: str, *words: str) -> bytes:
    """Run Python with another hash seed and the sheet on standard input; return its output."""
    run = subprocess.run(
        [sys.executable, *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONHASHSEED": seed},
        input=json.dumps(SHEET).encode(),
        capture_output=True,
        check=True,
    )
    return run.stdout


def test_printing_opens_no_file_and_no_connection(worker: PdfWorker, fetched: list[str]) -> None:
    request = pdf_request(document_of(), Edition.SUMMARY, Paper.A4)
    worker.print(**request)

    # The first print of a process still imports modules, so only the second is measured.
    fetched.clear()
    worker.print(**request)

    assert [call for call in fetched if "data:" not in call] == []


@pytest.mark.parametrize("source", ["file:///etc/hostname", "http://127.0.0.1:9/picture.png"])
def test_an_external_picture_is_never_fetched(
    source: str, worker: PdfWorker, fetched: list[str]
) -> None:
    page = f'<html lang="en"><title>A</title><img src="{source}" alt="Elsewhere"><p>Words</p>'
    request = pdf_request(document_of(), Edition.SUMMARY, Paper.A4)
    request["html"] = page

    worker.print(**request)

    assert [call for call in fetched if "hostname" in call or "socket" in call] == []


# Printing in a process whose coverage is measured takes a minute for each edition.
@pytest.mark.thorough
@pytest.mark.parametrize("edition", Edition)
def test_the_fast_parser_changes_no_byte(
    edition: Edition, worker: PdfWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = pdf_request(document_of(), edition, Paper.A4)
    quickly = worker.print(**request)
    tries: list[str] = []

    def give_up(html: str) -> None:
        tries.append(html)
        raise NotWellFormed

    monkeypatch.setattr("assessment.foundation.pdf.weasyprint_tuning.read_quickly", give_up)

    assert worker.print(**request) == quickly
    assert tries == [request["html"]]


@pytest.mark.parametrize(
    "page", ["", "words", "<p>open", "<p></b></p>", "</p>", "<html><p><p></html>", "<p></p><p></p>"]
)
def test_the_fast_parser_refuses_what_is_not_well_formed(page: str) -> None:
    with pytest.raises(NotWellFormed):
        read_quickly(page)
