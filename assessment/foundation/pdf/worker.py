"""WeasyPrint in a separate process, which reads HTML, CSS and attachments and returns a PDF.

If asked, it returns a picture of each page instead.

It runs as a script without Django or the database. A hostile page can therefore reach and exhaust
only this process, which has no secrets and is limited in time and memory.
"""

import gc
import json
import logging
import os
import re
import resource
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir
from time import process_time
from typing import Any, NotRequired, TypedDict
from urllib.parse import quote

from assessment.foundation.pdf import weasyprint_tuning
from assessment.foundation.pdf.pictures import pictures_of
from assessment.foundation.processes.limits import limit_memory, limit_time

ACCESSIBLE = Path(__file__).with_name("accessible.xmp")
"""The XMP metadata that PDF/A requires a file to have if it also claims PDF/UA."""
MEMORY_BYTES = 600_000_000
"""Of data that this process alone holds. A usual report needs a quarter of it."""
ADDRESS_BYTES = 1_000_000_000
"""Of address space, for systems that don't limit data. Libraries take a third of it."""
STYLES_KEPT = 16
NO_FOLDER = (
    "there is no folder for temporary files: make /tmp writable, or set TMPDIR to a folder that is"
)

NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig/>
"""


class Attachment(TypedDict):
    """A file embedded in a PDF; `day` is its creation date in ISO format."""

    name: str
    text: str
    day: str


class PdfRequest(TypedDict):
    """A request to the worker, sent through the pipe as JSON.

    Title and language come from the HTML. `base_url` is the base for URLs in the styles, and
    `identifier` becomes the ID of the PDF. `variant` is WeasyPrint's name of a PDF standard, or
    None for an untagged PDF. A file with attachments is always a PDF/A-3.
    """

    html: str
    styles: list[str]
    base_url: str
    identifier: str
    variant: NotRequired[str | None]
    attachments: NotRequired[list[Attachment]]


class PicturesRequest(PdfRequest):
    """A request for pictures of the pages at a resolution, instead of the PDF."""

    dpi: int


class NoPango(Exception):
    """WeasyPrint or one of its native libraries is missing or cannot be loaded."""


class PdfWorker:
    """WeasyPrint with our fonts and parsed styles, which are cached for the life of the process.

    Fonts and styles are loaded on first use. A page itself can fetch nothing, neither from the
    network nor from the disk.
    """

    def __init__(self) -> None:
        # WeasyPrint logs every step, starting with its import, which would flood the server log.
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
        with only_our_fonts():
            try:
                # Imported here because it takes a second and needs Pango, which may be missing.
                import weasyprint  # noqa: PLC0415
                from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
                from weasyprint.urls import URLFetcher  # noqa: PLC0415
            except (ImportError, OSError) as missing:
                raise NoPango(said(missing)) from missing
            self._fonts = FontConfiguration()
        # Without hb-subset, fontTools subsets the fonts and writes this time into them. With a
        # fixed time, the same request always gives the same bytes.
        os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
        weasyprint_tuning.pack_quickly(weasyprint)
        self._weasyprint = weasyprint
        self._no_fetching = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
        self._from_our_files = weasyprint_tuning.fetcher_of_files(weasyprint)
        self._styles: dict[str, Any] = {}

    def print(
        self,
        html: str,
        styles: list[str],
        *,
        base_url: str,
        identifier: str,
        variant: str | None = "pdf/ua-1",
        attachments: Sequence[Attachment] = (),
    ) -> tuple[bytes, list[int]]:
        """Return a PDF, tagged for screen readers by default, and how full each of its pages is.

        `PdfRequest` explains the arguments.
        """
        parsed = [self._style(style, base_url) for style in styles]
        source = weasyprint_tuning.read(self._weasyprint, html, self._no_fetching)
        filled: list[int] = []

        def finish(document: Any, pdf: Any) -> None:
            filled.extend(weasyprint_tuning.filled(page) for page in document.pages)
            name_scopes(pdf)

        printed: bytes = source.write_pdf(
            finisher=finish,
            stylesheets=parsed,
            font_config=self._fonts,
            pdf_identifier=identifier.encode(),
            **(self._with(attachments) if attachments else {"pdf_variant": variant}),
        )
        return printed, filled

    def _with(self, attachments: Sequence[Attachment]) -> dict[str, Any]:
        """Return options for an archivable PDF/A-3 with attachments, which also claims PDF/UA."""
        accessible = ACCESSIBLE.read_text(encoding="utf-8")
        return {
            "pdf_variant": "pdf/a-3a",
            "attachments": [
                self._weasyprint.Attachment(
                    string=each["text"],
                    name=each["name"],
                    created=datetime.fromisoformat(each["day"]),
                    modified=datetime.fromisoformat(each["day"]),
                    relationship="Data",
                )
                for each in attachments
            ],
            "xmp_metadata": [f"data:application/rdf+xml,{quote(accessible)}"],
        }

    def _style(self, css: str, base_url: str) -> Any:
        if css not in self._styles:
            if len(self._styles) == STYLES_KEPT:
                del self._styles[next(iter(self._styles))]
            self._styles[css] = self._weasyprint.CSS(
                string=css,
                base_url=base_url,
                url_fetcher=self._from_our_files,
                font_config=self._fonts,
            )
        return self._styles[css]


def name_scopes(pdf: Any) -> None:
    """Say of each heading of a table whether it heads a row or a column.

    WeasyPrint only lists the headings of each cell, which not every screen reader uses.
    """
    tagged = [thing for thing in pdf.objects if isinstance(thing, dict) and "S" in thing]
    rows_with_cells = {cell["P"] for cell in tagged if cell["S"] == "/TD"}
    for heading in tagged:
        if heading["S"] == "/TH":
            heads_row = heading["P"] in rows_with_cells
            heading["A"]["Scope"] = "/Row" if heads_row else "/Column"


# ---- the worker process


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Hide the system's fonts, so that a page looks the same on every machine."""
    before = os.environ.get("FONTCONFIG_FILE")
    with NamedTemporaryFile("w", suffix=".conf") as file, warnings.catch_warnings():
        # WeasyPrint warns that there are no system fonts, but ours come with the styles. It also
        # warns about a missing HarfBuzz-Subset, a separate package on Debian, but fontTools can
        # subset the fonts instead.
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


def serve(line: Connection, cpu_seconds: int) -> None:
    """Print one request after another until the connection is closed."""
    limit_memory(data_bytes=MEMORY_BYTES, address_bytes=ADDRESS_BYTES)
    worker, why_not = started_worker()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            request = json.loads(line.recv_bytes())
            if worker is None:
                send(line, why_not)
            else:
                limit_time(cpu_seconds)
                answer(line, worker, request)
            # Rendering creates many long-lived objects. Collecting garbage between requests instead
            # of during them makes printing 20 % faster.
            gc.collect()


def started_worker() -> tuple[PdfWorker | None, dict[str, str]]:
    """Return the worker, or None and the reason, which then answers every request."""
    try:
        gettempdir()
    except FileNotFoundError:
        return None, {"fault": NO_FOLDER, "reason": "folder"}
    try:
        worker = PdfWorker()
    except NoPango as missing:
        return None, {"fault": str(missing), "reason": "pango"}
    except Exception as fault:  # noqa: BLE001 - any error is reported to the site
        return None, {"fault": said(fault), "reason": "fault"}
    gc.collect()
    # Imported modules stay for good, so exclude them from all later garbage collections.
    gc.freeze()
    gc.disable()
    return worker, {}


def answer(line: Connection, worker: PdfWorker, request: dict[str, Any]) -> None:
    began, dpi = process_time(), request.pop("dpi", 0)
    try:
        printed, filled = worker.print(**request)
        pictures = pictures_of(printed, dpi) if dpi else []
    except MemoryError:
        send(line, {"fault": "out of memory", "reason": "size"})
        return
    except Exception as fault:  # noqa: BLE001 - WeasyPrint does not document its exceptions
        send(line, {"fault": said(fault), "reason": "fault"})
        return
    took = {
        "cpu_seconds": process_time() - began,
        "memory_bytes": memory(),
        "pages": len(filled),
        # The last page ends where the report ends.
        "least_filled": min(filled[:-1], default=100),
        "sizes": [len(picture) for picture in pictures],
    }
    send(line, took, b"".join(pictures) or printed)


def said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def send(line: Connection, facts: dict[str, Any], printed: bytes = b"") -> None:
    line.send_bytes(json.dumps(facts).encode())
    line.send_bytes(printed)


def memory() -> int:
    """Return the peak memory use of this process in bytes.

    On Linux `ru_maxrss` would include memory of the parent before exec, so VmHWM is used. macOS
    has no /proc, and reports `ru_maxrss` in bytes.
    """
    status = Path("/proc/self/status")
    held = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    if held:
        return int(held[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
