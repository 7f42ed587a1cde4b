"""Making a PDF: the limits for hostile pages, and the name of a cached report."""

import base64
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from assessment.foundation.pdf.client import PdfClient
from assessment.foundation.pdf.faults import CannotPrint
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import (
    content_hash,
    pdf_request,
    printing,
    report_pdf,
    sources_hash,
)
from tests.outputs.reports.documents import LINDGREN, document_of
from tests.pngs import png_of_chunks

# ---- hostile pages


def picture_of(size: int) -> str:
    """A small PNG that decompresses to a very large picture."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 3 * size)
    content = b"".join(packer.compress(row) for _ in range(size)) + packer.flush()
    return base64.b64encode(png_of_chunks(size, size, content)).decode()


@pytest.mark.pdf
def test_hostile_pages_end_within_the_limits_and_the_next_report_works() -> None:
    client = PdfClient()
    request = pdf_request(document_of(), Edition.SUMMARY, Paper.A4)
    hostile = [
        "<table><tr><td colspan=100000000>a</table>",
        f'<img alt="A" src="data:image/png;base64,{picture_of(12_000)}">',
        "<div>" * 4_000,
    ]

    try:
        for page in hostile:
            with pytest.raises(CannotPrint):
                client.print({**request, "html": f'<html lang="en"><title>A</title>{page}'})
        pdf = client.print(request).pdf
    finally:
        client.close()

    assert pdf.startswith(b"%PDF")


# ---- the name of the cached file


def test_everything_that_decides_the_bytes_goes_into_the_name() -> None:
    document = document_of()
    names = {
        content_hash(document, Edition.OWNER, Paper.A4),
        content_hash(document, Edition.SUMMARY, Paper.A4),
        content_hash(document, Edition.OWNER, Paper.LETTER),
        content_hash(replace(document, language="de"), Edition.OWNER, Paper.A4),
        content_hash(replace(document, business="Café Lindberg"), Edition.OWNER, Paper.A4),
    }

    assert len(names) == 5
    assert content_hash(document_of(), Edition.OWNER, Paper.A4) in names


@pytest.mark.parametrize(
    "changed",
    [
        "static/css/outputs/reports/document/base.css",
        "templates/outputs/reports/document/_story.html",
    ],
)
def test_a_changed_style_or_template_changes_the_name(
    changed: str, settings: Any, tmp_path: Path
) -> None:
    for place in (
        "static/css/outputs/reports/document/base.css",
        "templates/outputs/reports/document/_story.html",
    ):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("before")
    settings.BASE_DIR = tmp_path
    before = sources_hash.__wrapped__()

    (tmp_path / changed).write_text("after")

    assert sources_hash.__wrapped__() != before


def test_another_version_of_a_library_changes_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sources_hash.__wrapped__()
    monkeypatch.setattr(printing, "version", lambda _library: "70.1")

    assert sources_hash.__wrapped__() != before


def test_an_unchanged_report_is_not_printed_again() -> None:
    with patch.object(printing, "render", return_value=b"%PDF") as render:
        first, again = (report_pdf(document_of(), Edition.OWNER, Paper.A4) for _ in range(2))
        report_pdf(document_of(replace(LINDGREN, business="B")), Edition.OWNER, Paper.A4)

    assert first == again == b"%PDF"
    assert render.call_count == 2
