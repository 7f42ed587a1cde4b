"""Make the Word document of a report, with its charts as pictures."""

import json
from collections.abc import Mapping
from functools import lru_cache

from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.worker import PicturesRequest
from assessment.outputs.exports.presenters.docx.blocks import Drawn
from assessment.outputs.exports.presenters.docx.charts import charts_of, pages_of, styles_of
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import request_for

DPI = 240
SETS_KEPT = 8
"""The sets of pictures in memory, each of about 200 kB, for reports that are fetched again."""


def word_report(document: ReportDocument, *, whose: str = "") -> bytes:
    """Return the report as a Word document with its charts as pictures.

    Raises:
        CannotPrint, TooManyWait: the charts were not drawn; see `PdfClient.print`.
    """
    return _written(document, drawings_of(document, whose=whose))


def word_report_without_charts(document: ReportDocument) -> bytes:
    """Return the Word document where no charts can be drawn; its tables say the same."""
    return _written(document, {})


def _written(document: ReportDocument, drawings: Mapping[str, Drawn]) -> bytes:
    # Imported here because python-docx takes 9 MB, and most processes never write a document.
    from assessment.outputs.exports.presenters.docx.report import written  # noqa: PLC0415

    return written(document, drawings)


def drawings_of(document: ReportDocument, *, whose: str = "") -> dict[str, Drawn]:
    """Return the charts of a report as pictures, by the names under which it uses them."""
    charts = tuple(charts_of(document))
    html = pages_of(charts, document.language)
    printed = request_for(html, document, Edition.CONSULTANT, Paper.A4)
    request: PicturesRequest = {**printed, "identifier": "charts", "variant": None, "dpi": DPI}
    request["styles"].append(styles_of(document.consultant.palette.dark))
    pictures = _pictures(json.dumps(request), whose)
    return {chart.name: chart.drawn(png) for chart, png in zip(charts, pictures, strict=True)}


@lru_cache(maxsize=SETS_KEPT)
def _pictures(request: str, whose: str) -> tuple[bytes, ...]:
    return pdf_client.print(json.loads(request), whose=whose).pictures
