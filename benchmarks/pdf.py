"""The cost of a PDF report, compared with naive WeasyPrint and with a browser."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin

from django.test import override_settings

from assessment.foundation.pdf.client import Limits, PdfClient
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import pdf_request, printing
from assessment.site.public.presenters import sample_document
from benchmarks import chromium
from benchmarks.measuring import Case, Cost, Lane, Medians

NAIVE = Path(__file__).with_name("naive.py")
TIMES = 12
"""How many copies of the pages the long report contains."""
PATIENT = Limits(wall_seconds=180, cpu_seconds=120, memory_bytes=900_000_000)
REPORTS = 100
FACES = """
@font-face { font-family: "Figtree"; font-weight: 300 900;
  src: url("../fonts/figtree-latin-wght-normal.woff2") format("woff2"); }
@font-face { font-family: "Bricolage Grotesque"; font-weight: 200 800;
  src: url("../fonts/bricolage-grotesque-latin-wght-normal.woff2") format("woff2"); }
"""
OURS, BROWSER = "ours, tagged", "headless Chromium"
STARTED = "headless Chromium, started for each report"
NAIVELY, NAIVELY_UNTAGGED = "naive WeasyPrint, tagged", "naive WeasyPrint, untagged"
UNTAGGED, LONG = "ours, untagged", "ours, a hundred pages"


@contextmanager
def lane() -> Iterator[Lane]:
    """Keep every printer running while the lane is measured."""
    job = pdf_request(sample_document(), Edition.OWNER, Paper.A4)
    with ExitStack() as stack:
        printer, naive, patient = (
            opened(stack, each)
            for each in (PdfClient(), PdfClient(NAIVE, PATIENT), PdfClient(limits=PATIENT))
        )
        long = {**job, "html": repeated(job["html"])}
        folder = Path(stack.enter_context(TemporaryDirectory()))
        cases = [
            Case(NAIVELY, lambda: cost_of(naive, naively(job, "pdf/ua-1"))),
            Case(NAIVELY_UNTAGGED, lambda: cost_of(naive, naively(job, None))),
            Case(UNTAGGED, lambda: cost_of(printer, {**job, "variant": None})),
            Case(LONG, lambda: cost_of(patient, long)),
        ]
        skipped = []
        if program := chromium.found():
            browser = stack.enter_context(chromium.opened(program))
            file = written(folder / "report.html", job)
            cases.append(Case(BROWSER, lambda: chromium.printing(browser, file)))
            cases.append(Case(STARTED, lambda: chromium.started(program, file)))
        else:
            skipped.append("Chromium or Playwright is not installed, so it was not compared.")
        yield Lane(
            name="pdf",
            reference=Case(OURS, lambda: cost_of(printer, job)),
            cases=cases,
            figures=lambda medians: figures(
                medians, printer.print(job).pages, patient.print(long).pages
            ),
            beside=lambda: {**sizes(printer, job), **growth(job), **looked_up(sample_document())},
            skipped=skipped,
        )


def figures(medians: Medians, few: int, many: int) -> dict[str, float]:
    """Calculate the figures; `few` and `many` are the page counts of the normal and long report."""
    found = {
        "cpu_to_naive": medians.cpu_ratio(OURS, NAIVELY),
        "cpu_to_naive_untagged": medians.cpu_ratio(OURS, NAIVELY_UNTAGGED),
        "tagged_to_untagged": medians.cpu_ratio(OURS, UNTAGGED),
        "page_of_many_to_page_of_few": (medians.cpu(LONG) / many) / (medians.cpu(OURS) / few),
        "pages": few,
        "pages_of_the_long_report": many,
    }
    if BROWSER in medians.costs:
        found["cpu_to_chromium"] = medians.cpu_ratio(OURS, BROWSER)
        found["wall_to_chromium"] = medians.wall_ratio(OURS, BROWSER)
        found["cpu_to_chromium_started_for_it"] = medians.cpu_ratio(OURS, STARTED)
        found["wall_to_chromium_started_for_it"] = medians.wall_ratio(OURS, STARTED)
    return found


def opened(stack: ExitStack, printer: PdfClient) -> PdfClient:
    stack.callback(printer.close)
    return printer


def cost_of(printer: PdfClient, job: Mapping[str, Any]) -> Cost:
    began = perf_counter()
    printed = printer.print(job)
    return Cost(printed.cpu_seconds, perf_counter() - began)


def naively(job: Mapping[str, Any], variant: str | None) -> dict[str, Any]:
    """Return the job with the fonts that browsers get; `variant` turns tagging on or off."""
    return {**job, "styles": as_on_pages(job), "variant": variant}


def as_on_pages(job: Mapping[str, Any]) -> list[str]:
    _fonts, *styles = job["styles"]
    sizes = "\n".join(re.findall(r":root \{.*?\}", job["styles"][0], re.DOTALL))
    return [FACES + sizes, *styles]


def repeated(html: str) -> str:
    """Repeat the pages `TIMES` times, with different anchors in each copy."""
    # Duplicate anchors would make WeasyPrint log warnings and link to the wrong copy.
    head, body, tail = re.split(r"(?<=<body)(.*)(?=</body>)", html, maxsplit=1, flags=re.DOTALL)
    attributes, _bracket, content = body.partition(">")
    copies = (
        re.sub(r'((?:\bid|\bfor|labelledby)="|href="#)', rf"\g<1>c{n}-", content)
        for n in range(TIMES)
    )
    return f"{head}{attributes}>{''.join(copies)}{tail}"


def written(file: Path, job: Mapping[str, Any]) -> Path:
    """Write one HTML file with its styles inside and with absolute paths to the fonts."""
    styles = re.sub(
        r'url\("(\.\./[^"]*)"\)',
        lambda font: f'url("{urljoin(job["base_url"], font[1])}")',
        "\n".join(job["styles"]),
    )
    html = job["html"].replace("</head>", f"<style>{styles}</style></head>")
    file.write_text(html, encoding="utf-8")
    return file


# ---- figures that need no rounds


def sizes(printer: PdfClient, job: Mapping[str, Any]) -> dict[str, float]:
    return {"kilobytes": len(printer.print(job).pdf) / 1000}


def growth(job: Mapping[str, Any]) -> dict[str, float]:
    """Return a new worker's peak memory, as a ratio to its memory after the first five reports.

    The limits are generous. A worker that was restarted for using too much memory would start
    small again, and so hide the growth.
    """
    with ExitStack() as stack:
        printer = opened(stack, PdfClient(limits=PATIENT))
        held = [printer.print(job).memory_bytes for _report in range(REPORTS)]
    return {"memory_growth": max(held) / held[4], "memory_megabytes": max(held) / 1e6}


def looked_up(document: ReportDocument) -> dict[str, float]:
    """Measure how often a cached report is rendered again, and how long a lookup takes."""
    with TemporaryDirectory() as folder, override_settings(REPORTS_ROOT=folder):
        printing.report_pdf(document, Edition.OWNER, Paper.A4)
        with patch.object(printing, "render", return_value=b"") as render:
            began = perf_counter()
            for _time in range(REPORTS):
                printing.report_pdf(document, Edition.OWNER, Paper.A4)
            seconds = perf_counter() - began
    return {"renders_when_unchanged": render.call_count, "unchanged_ms": 1000 * seconds / REPORTS}
