"""Turn a document into HTML and styles, into a PDF, and into the name of its cached file."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from assessment.foundation.formatting.text import with_links
from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.faults import CannotPrint
from assessment.foundation.pdf.fonts import Font, characters_in, drawn, faces, fonts_for
from assessment.foundation.pdf.worker import PdfRequest
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.missing_signs import MissingSigns, missing_signs
from assessment.outputs.reports.presenters.plain_text import as_text
from assessment.outputs.reports.services import report_cache

CSS = Path(settings.BASE_DIR) / "static/css"
SHEETS = CSS / "outputs/reports/document"
OUR_FONTS = Path(settings.BASE_DIR) / "static/fonts/pdf"
STACKS = ":root {"
"""The rule in fonts.css that lists the fonts in the order in which they are tried."""
STYLES = (
    "base",
    "story",
    "areas",
    "plan",
)
STYLES_KEPT = 16
EXTRA_STYLES: dict[str, tuple[str, ...]] = {
    Edition.CONSULTANT: ("consultant", "background"),
    Edition.TEAM: ("team",),
    Edition.LARGE: ("large",),
}
"""Styles of single editions. WeasyPrint tries every rule on every element, so others skip them."""
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen")
"""Libraries whose upgrade can change the bytes of a PDF, so their versions go into its name."""
SOURCES = (
    "templates/outputs/reports/document/**/*",
    "templates/components/charts/**/*",
    "templates/journey/trends/charts/**/*",
    "static/css/tokens.css",
    "static/css/outputs/reports/document/*.css",
    "static/fonts/pdf/*",
    "assessment/foundation/formatting/*.py",
    "assessment/foundation/pdf/*.py",
    "assessment/outputs/reports/**/*.py",
    "assessment/foundation/pdf/*.xmp",
    "assessment/templatetags/*.py",
    "locale/**/*.mo",
)
"""Every file that can change the bytes of a PDF; a change to one invalidates the cache."""
LARGE_PRINT = {"text": (16.0, "16pt"), "line": (7.0, "7.6mm")}
"""The smallest type and line in large print, and what replaces any that is smaller."""
TOKEN = re.compile(r"(--(?:c|print)-[\w-]+):\s*([^;]+);")
"""A colour of the pages, or a size of the printed scale."""

Colours = tuple[tuple[str, str], ...]


# ---- the bytes


def render(document: ReportDocument, edition: Edition, paper: Paper, *, whose: str = "") -> bytes:
    """Print the document; the same document always gives the same bytes.

    `whose` names the business it is printed for: each business prints one report at a time.

    Raises:
        CannotPrint: Pango is missing, or WeasyPrint failed or exceeded a limit.
        TooManyWait: the queue is full.
    """
    return pdf_client.print(pdf_request(document, edition, paper), whose=whose).pdf


def report_pdf(
    document: ReportDocument, edition: Edition, paper: Paper, *, whose: str = ""
) -> bytes:
    """Return the report from the cache, which all processes share, or print and cache it.

    With a full disk the report is still returned; it is printed again next time.

    Raises:
        CannotPrint, TooManyWait: see `render`.
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
    """Ensure that the PDF is cached, and return the name of its file.

    Raises:
        CannotPrint, TooManyWait: see `render`; also CannotPrint if it could not be saved.
    """
    name = content_hash(document, edition, paper)
    if report_cache.cached_pdf(name) is None:
        pdf = render(document, edition, paper, whose=whose)
        if not report_cache.put(name, pdf):
            raise CannotPrint("it was printed, but could not be saved", reason="disk")
    return name


def printed_page(html: str, *, brand: Colours, whose: str = "") -> bytes:
    """Return a page of another room as a PDF on A4, in the type and colours of a report.

    It is printed once, and then comes from the cache: the same page always has the same bytes.

    Raises:
        CannotPrint, TooManyWait: see `render`.
    """
    name = sha256("\0".join((html, *map(str, brand), sources_hash())).encode()).hexdigest()
    pdf = report_cache.cached_pdf(name)
    if pdf is None:
        request: PdfRequest = {
            "html": with_links(html),
            "styles": [*fonts(fonts_beyond_ours(drawn(html))), style_of(Paper.A4, brand=brand)],
            "base_url": (SHEETS / "base.css").as_uri(),
            "identifier": name,
        }
        pdf = pdf_client.print(request, whose=whose).pdf
        report_cache.put(name, pdf)
    return pdf


def content_hash(document: ReportDocument, edition: Edition, paper: Paper) -> str:
    """Return the SHA-256 of everything that decides the bytes; the document has the language."""
    further = (f"{font.url} {font.file.stat().st_size}" for font in further_fonts(document))
    parts = (document.fingerprint, edition, paper, sources_hash(), *further)
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def sources_hash() -> str:
    """Return the SHA-256 of our own files and of the libraries' versions.

    It is computed once per process, because hashing every file takes too long for each request.
    """
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
    """Build the request for the PDF worker."""
    html = with_links(html_of(document, edition))
    request = request_for(html, document, edition, paper)
    if document.enclosed and edition.is_full:
        request["attachments"] = [
            {
                "name": document.enclosed_name,
                "text": document.enclosed,
                "day": document.checked_on.isoformat(),
            }
        ]
    return request


def request_for(html: str, document: ReportDocument, edition: Edition, paper: Paper) -> PdfRequest:
    """Build a request for HTML with the fonts, the styles and the brand of an edition."""
    return {
        "html": html,
        "styles": [
            *fonts(further_fonts(document)),
            style_of(paper, edition, brand_in(document, edition)),
        ],
        "base_url": (SHEETS / "base.css").as_uri(),
        "identifier": f"{document.fingerprint}-{edition}-{paper}",
    }


def html_of(document: ReportDocument, edition: Edition) -> str:
    """Render the report as one HTML page, without the white space that templates leave.

    WeasyPrint would parse that space character by character, and print the same bytes.
    """
    # A line break is kept, because between inline elements it is a visible space.
    facts = {"document": document, "by": maker_of(document, edition)}
    html = render_to_string(f"outputs/reports/document/{edition}.html", facts)
    return re.sub(r">\s+<", ">\n<", html)


def text_of(document: ReportDocument, edition: Edition) -> str:
    """Return the report as plain text, for which nothing has to be printed."""
    return as_text(html_of(document, edition))


def maker_of(document: ReportDocument, edition: Edition) -> ConsultantPart | None:
    """Return who made this edition for the business, whose look it has; None for the business.

    What the business makes itself is Cairn's own, apart from the edition with a firm's comments.
    """
    part = document.consultant
    is_theirs = part.everywhere or edition == Edition.CONSULTANT
    return part if part.name and is_theirs else None


def brand_in(document: ReportDocument, edition: Edition) -> Colours:
    """Return the colours of the firm that made this edition; without one, there are none."""
    by = maker_of(document, edition)
    return by.palette.tokens if by else ()


# ---- fonts


@cache
def our_fonts() -> str:
    """Return the font styles, kept separate so that the worker loads the fonts only once."""
    return (SHEETS / "fonts.css").read_text(encoding="utf-8")


def fonts(further: Sequence[Font] = ()) -> list[str]:
    """Return the styles that declare our fonts and further ones, which come last in every text."""
    if not further:
        return [our_fonts()]
    rules, families = faces(further)
    stacks = our_fonts().partition(STACKS)[2]
    quoted = "".join(f', "{family}"' for family in families)
    return [our_fonts(), f"{rules}\n{STACKS}{stacks.replace(';', f'{quoted};')}"]


def further_fonts(document: ReportDocument) -> tuple[Font, ...]:
    """Return the fonts of `REPORT_FONTS` that show what ours cannot, if a document needs any."""
    return fonts_beyond_ours(document.letters)


def fonts_beyond_ours(letters: frozenset[str]) -> tuple[Font, ...]:
    """Return the same for single letters."""
    missing = letters - characters_in(OUR_FONTS)
    return fonts_for(missing, Path(settings.REPORT_FONTS)) if missing else ()


def signs_without_a_font(document: ReportDocument) -> tuple[MissingSigns, ...]:
    """Return the characters that will print as empty boxes, and where they were typed."""
    missing = document.letters - characters_in(OUR_FONTS)
    for font in further_fonts(document):
        missing -= font.characters
    return missing_signs(document, missing) if missing else ()


@lru_cache(maxsize=STYLES_KEPT)
def style_of(paper: Paper, edition: Edition = Edition.OWNER, brand: Colours = ()) -> str:
    """Return the styles of a report with every token filled in, some by a brand's colours.

    WeasyPrint does not resolve CSS variables in page margins or in data URLs, so they are
    replaced here.
    """
    tokens = {
        name: value
        for folder in (CSS, SHEETS)
        for name, value in TOKEN.findall((folder / "tokens.css").read_text(encoding="utf-8"))
    }
    if edition == Edition.LARGE:
        tokens = {name: _enlarged(name, value) for name, value in tokens.items()}
    names = (*STYLES, *EXTRA_STYLES.get(edition, ()), paper)
    styles = "\n".join((SHEETS / f"{name}.css").read_text(encoding="utf-8") for name in names)
    tokens.update(brand)
    # A literal # would end a data URL as a fragment, so colours in pictures are percent-encoded.
    in_pictures = re.sub(
        r'url\("data:[^"]*"\)',
        lambda url: _filled(url[0], {name: c.replace("#", "%23") for name, c in tokens.items()}),
        styles,
    )
    return _filled(in_pictures, tokens)


def _enlarged(name: str, value: str) -> str:
    """Return a size of the printed scale for large print; other tokens stay as they are."""
    least, instead = LARGE_PRINT.get(name.removeprefix("--print-").partition("-")[0], (0.0, ""))
    return instead if instead and float(value.rstrip("ptm")) < least else value


def _filled(css: str, tokens: dict[str, str]) -> str:
    return re.sub(r"var\((--(?:c|print)-[\w-]+)\)", lambda name: tokens[name[1]], css)
