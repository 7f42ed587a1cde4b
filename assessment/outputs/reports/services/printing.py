"""From a document to HTML and styles, to the bytes of a PDF, and to the name they are kept by."""

import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.faults import CannotPrint
from assessment.foundation.pdf.worker import PdfRequest
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import report_cache

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = (
    "report",
    "report-story",
    "report-areas",
    "report-plan",
)
STYLES_KEPT = 16
EXTRA_STYLES: dict[str, tuple[str, ...]] = {
    Edition.CONSULTANT: ("report-consultant", "report-background"),
    Edition.TEAM: ("report-team",),
}
"""What only these editions have; every rule costs a little time for each element."""
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen")
"""What a change of may move a line or a byte."""
SOURCES = (
    "templates/outputs/reports/document/**/*",
    "templates/components/charts/**/*",
    "templates/journey/trends/charts/**/*",
    "static/css/*.css",
    "static/fonts/pdf/*",
    "assessment/foundation/formatting/*.py",
    "assessment/foundation/pdf/*.py",
    "assessment/outputs/reports/**/*.py",
    "assessment/foundation/pdf/*.xmp",
    "assessment/templatetags/*.py",
    "locale/**/*.mo",
)
"""Everything that turns a document into a report."""
TOKEN = re.compile(r"(--(?:c|print)-[\w-]+):\s*([^;]+);")
"""A colour of the pages, or a size of the printed scale."""

Colours = tuple[tuple[str, str], ...]


# ---- the bytes


def render(document: ReportDocument, edition: Edition, paper: Paper, *, whose: str = "") -> bytes:
    """Print the document; the same document always gives the same bytes.

    `whose` names the business it is printed for, of which one report is printed at a time.

    Raises:
        CannotPrint: Pango is missing, or WeasyPrint gave up or ran into a limit.
        TooManyWait: others are waiting already.
    """
    return pdf_client.print(pdf_request(document, edition, paper), whose=whose).pdf


def report_pdf(
    document: ReportDocument, edition: Edition, paper: Paper, *, whose: str = ""
) -> bytes:
    """The report from the cache; only what is not there yet is printed, once for all processes.

    A disk that is full keeps nobody from having it; it is printed again next time.

    Raises:
        CannotPrint, TooManyWait: as when it is printed.
    """
    name = content_hash(document, edition, paper)
    pdf = report_cache.cached_pdf(name)
    if pdf is None:
        pdf = render(document, edition, paper, whose=whose)
        report_cache.put(name, pdf)
    return pdf


def cache_report(
    document: ReportDocument, edition: Edition, paper: Paper, *, whose: str = ""
) -> str:
    """See to it that the report is in the cache, and say under which name.

    Raises:
        CannotPrint, TooManyWait: as when it is printed, or it could not be kept.
    """
    name = content_hash(document, edition, paper)
    if report_cache.cached_pdf(name) is None:
        pdf = render(document, edition, paper, whose=whose)
        if not report_cache.put(name, pdf):
            raise CannotPrint("it was printed, but could not be kept", reason="disk")
    return name


def content_hash(document: ReportDocument, edition: Edition, paper: Paper) -> str:
    """SHA-256 over everything that goes into the bytes; the language is in the document."""
    parts = (document.fingerprint, edition, paper, what_makes_reports())
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def what_makes_reports() -> str:
    """SHA-256 over our own files and the libraries' versions, as they are when first asked."""
    root = Path(settings.BASE_DIR)
    found = sha256()
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}\0".encode())
    for file in sorted(file for source in SOURCES for file in root.glob(source) if file.is_file()):
        found.update(f"{file.relative_to(root)}\0".encode())
        found.update(sha256(file.read_bytes()).digest())
    return found.hexdigest()


# ---- what the PDF is made from


def pdf_request(document: ReportDocument, edition: Edition, paper: Paper) -> PdfRequest:
    """What the PDF worker needs to know."""
    request: PdfRequest = {
        "html": html_of(document, edition),
        "styles": [fonts(), style_of(paper, edition, brand_in(document, edition))],
        "base_url": (STATIC / "css" / "report.css").as_uri(),
        "identifier": f"{document.fingerprint}-{edition}-{paper}",
    }
    if document.enclosed and edition.is_full:
        request["attachments"] = [
            {
                "name": document.enclosed_name,
                "text": document.enclosed,
                "day": document.checked_on.isoformat(),
            }
        ]
    return request


def html_of(document: ReportDocument, edition: Edition) -> str:
    """The report as one page of HTML, without the space that templates leave between tags.

    It would be read letter by letter, and lead to the same bytes.
    """
    html = render_to_string(f"outputs/reports/document/{edition}.html", {"document": document})
    return re.sub(r">\s+<", ">\n<", html)


def brand_in(document: ReportDocument, edition: Edition) -> Colours:
    """The colours of a consultant's brand, which only their own edition bears."""
    return document.consultant.palette.tokens if edition == Edition.CONSULTANT else ()


@cache
def fonts() -> str:
    """Which of our fonts are there; by itself, so that the worker loads them only once."""
    return (STATIC / "css" / "report-fonts.css").read_text(encoding="utf-8")


@lru_cache(maxsize=STYLES_KEPT)
def style_of(paper: Paper, edition: Edition = Edition.OWNER, brand: Colours = ()) -> str:
    """The styles of a report, every token filled in, a brand's colours instead of ours.

    WeasyPrint reads no variables in page margins or in pictures, so the names are replaced here.
    """
    css = STATIC / "css"
    tokens = {
        name: value
        for sheet in ("tokens", "report-tokens")
        for name, value in TOKEN.findall((css / f"{sheet}.css").read_text(encoding="utf-8"))
    }
    names = (*STYLES, *EXTRA_STYLES.get(edition, ()), f"report-{paper}")
    styles = "\n".join((css / f"{name}.css").read_text(encoding="utf-8") for name in names)
    tokens.update(brand)
    in_pictures = re.sub(
        r'url\("data:[^"]*"\)',
        lambda url: _filled(url[0], {name: c.replace("#", "%23") for name, c in tokens.items()}),
        styles,
    )
    return _filled(in_pictures, tokens)


def _filled(css: str, tokens: dict[str, str]) -> str:
    return re.sub(r"var\((--(?:c|print)-[\w-]+)\)", lambda name: tokens[name[1]], css)
