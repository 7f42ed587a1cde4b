"""The one door to WeasyPrint: a document, an edition and a paper become the bytes of a PDF."""

import gc
import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from assessment.reporting.document import ReportDocument

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = (
    "report-fonts",
    "report",
    "report-story",
    "report-areas",
    "report-plan",
    "report-{paper}",
)
NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig/>
"""


class Edition(StrEnum):
    """How much of a result a report tells."""

    SUMMARY = "summary"
    OWNER = "owner"


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class CannotPrint(Exception):
    """The PDF could not be made; the results themselves are not touched by that."""


def html_of(document: "ReportDocument", edition: Edition) -> str:
    """The report as one page of HTML, without the blank lines that template tags leave."""
    html = render_to_string(f"reports/{edition}.html", {"document": document})
    return re.sub(r"\n\s*\n+", "\n", html)


def render(document: "ReportDocument", edition: Edition, paper: Paper) -> bytes:
    """Print the document; the same document always gives the same bytes.

    Raises:
        CannotPrint: Pango is missing, or WeasyPrint gave up.
    """
    html = html_of(document, edition)
    identifier = f"{document.fingerprint}-{edition}-{paper}".encode()
    try:
        with _one_at_a_time:
            return _press().print(html, paper, identifier)
    except Exception as fault:
        # WeasyPrint promises no kinds of errors: whatever it was, the reader gets a way on.
        raise CannotPrint(str(fault)) from fault


_one_at_a_time = Lock()
"""Neither Pango's font map nor the collector's switch is made for two."""


class Press:
    """WeasyPrint with our fonts loaded and our styles parsed, which live as long as the process.

    Fonts and styles are read on a paper's first use; a report itself fetches nothing, neither
    from the network nor from a disk.
    """

    def __init__(self) -> None:
        # Its progress is told step by step from the import on, which no log of a server wants.
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
        with _only_our_fonts():
            # Importing takes a second and needs Pango, which only printing does.
            import weasyprint  # noqa: PLC0415
            from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
            from weasyprint.urls import URLFetcher  # noqa: PLC0415

            self._fonts = FontConfiguration()
        # Where HarfBuzz cannot cut fonts down, fontTools does, and stamps them with this time.
        os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
        self._weasyprint = weasyprint
        self._no_fetching = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
        self._from_our_files = URLFetcher(allowed_protocols=["file", "data"], allow_redirects=False)
        self._styles: dict[Paper, Any] = {}
        # What is imported by now stays for good: later collections need not walk through it.
        gc.collect()
        gc.freeze()

    def print(self, html: str, paper: Paper, identifier: bytes) -> bytes:
        """One PDF, tagged for screen readers."""
        style = self._style(paper)
        with _collector_off():
            source = self._weasyprint.HTML(
                string=html, base_url=None, url_fetcher=self._no_fetching
            )
            printed: bytes = source.write_pdf(
                stylesheets=[style],
                font_config=self._fonts,
                pdf_variant="pdf/ua-1",
                pdf_identifier=identifier,
            )
        return printed

    def _style(self, paper: Paper) -> Any:
        if paper not in self._styles:
            self._styles[paper] = self._weasyprint.CSS(
                string=style_of(paper),
                base_url=(STATIC / "css" / "report.css").as_uri(),
                url_fetcher=self._from_our_files,
                font_config=self._fonts,
            )
        return self._styles[paper]


@cache
def _press() -> Press:
    return Press()


def style_of(paper: Paper) -> str:
    """The styles of a report, every colour filled in from the pages' tokens.

    WeasyPrint reads no variables in page margins or in pictures, so the names are replaced here.
    """
    css = STATIC / "css"
    tokens = dict(
        re.findall(r"(--c-[\w-]+):\s*([^;]+);", (css / "tokens.css").read_text(encoding="utf-8"))
    )
    styles = "\n".join(
        (css / f"{name.format(paper=paper)}.css").read_text(encoding="utf-8") for name in STYLES
    )
    in_pictures = re.sub(
        r'url\("data:[^"]*"\)',
        lambda url: _filled(url[0], {name: c.replace("#", "%23") for name, c in tokens.items()}),
        styles,
    )
    return _filled(in_pictures, tokens)


def _filled(css: str, tokens: dict[str, str]) -> str:
    return re.sub(r"var\((--c-[\w-]+)\)", lambda name: tokens[name[1]], css)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Hide the machine's fonts, so that a report looks the same wherever it is made."""
    before = os.environ.get("FONTCONFIG_FILE")
    with NamedTemporaryFile("w", suffix=".conf") as file, warnings.catch_warnings():
        # WeasyPrint expects ugly output without system fonts; ours come with the styles. And it
        # would rather have a library that Debian keeps apart, but cuts fonts down without it.
        known = "(No fonts configured|FontConfig cannot load|HarfBuzz-Subset will be required)"
        warnings.filterwarnings("ignore", message=known)
        file.write(NO_SYSTEM_FONTS)
        file.flush()
        os.environ["FONTCONFIG_FILE"] = file.name
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _collector_off() -> Iterator[None]:
    """Rendering makes many long-lived objects: collecting afterwards takes a fifth less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()
