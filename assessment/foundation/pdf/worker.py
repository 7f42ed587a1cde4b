"""WeasyPrint in a process of its own: HTML, CSS and attachments come in by a pipe, a PDF goes out.

It runs as a script and knows neither Django nor the database: what a hostile page can reach
and use up is this process alone, which holds no secret and is bounded in time and memory.
"""

import gc
import json
import logging
import os
import re
import resource
import signal
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import process_time
from typing import Any, NotRequired, TypedDict
from urllib.parse import quote

from assessment.foundation.pdf import weasyprint_tuning

ACCESSIBLE = Path(__file__).with_name("accessible.xmp")
"""What PDF/A wants to be told of PDF/UA, in the words of both standards."""
MEMORY_BYTES = 1_000_000_000
"""Of addresses, of which libraries take a third; a hundred pages are far below."""
STYLES_KEPT = 16

NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig/>
"""


class Attachment(TypedDict):
    """What travels inside a PDF; `day` is when it was made, in ISO format."""

    name: str
    text: str
    day: str


class PdfRequest(TypedDict):
    """What the worker is asked for, as it goes through the pipe as JSON.

    Title and language are said by the HTML. `base_url` is where the styles stand, `identifier`
    what the file is known by. `variant` is as WeasyPrint names it, None for a PDF without tags; a
    file with attachments is always a PDF/A-3.
    """

    html: str
    styles: list[str]
    base_url: str
    identifier: str
    variant: NotRequired[str | None]
    attachments: NotRequired[list[Attachment]]


class NoPango(Exception):
    """WeasyPrint, or a library below it, is not here or cannot be loaded."""


class PdfWorker:
    """WeasyPrint with our fonts loaded and our styles parsed, which live as long as the process.

    Fonts and styles are read on their first use; a page itself fetches nothing, neither from the
    network nor from a disk.
    """

    def __init__(self) -> None:
        # Its progress is told step by step from the import on, which no log of a server wants.
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
        with only_our_fonts():
            try:
                # Importing takes a second and needs Pango, which only printing does.
                import weasyprint  # noqa: PLC0415
                from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
                from weasyprint.urls import URLFetcher  # noqa: PLC0415
            except (ImportError, OSError) as missing:
                raise NoPango(said(missing)) from missing
            self._fonts = FontConfiguration()
        # Where HarfBuzz cannot cut fonts down, fontTools does, and stamps them with this time.
        os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
        weasyprint_tuning.pack_quickly(weasyprint)
        self._weasyprint = weasyprint
        self._no_fetching = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
        self._from_our_files = URLFetcher(allowed_protocols=["file", "data"], allow_redirects=False)
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
    ) -> tuple[bytes, int]:
        """One PDF, tagged for screen readers, and how many pages it has.

        `base_url` is where the styles stand. Of what travels inside, `attachments` has the name,
        the text and the day.
        """
        parsed = [self._style(style, base_url) for style in styles]
        source = weasyprint_tuning.read(self._weasyprint, html, self._no_fetching)
        pages = 0

        def count(document: Any, _pdf: Any) -> None:
            nonlocal pages
            pages = len(document.pages)

        printed: bytes = source.write_pdf(
            finisher=count,
            stylesheets=parsed,
            font_config=self._fonts,
            pdf_identifier=identifier.encode(),
            **(self._with(attachments) if attachments else {"pdf_variant": variant}),
        )
        return printed, pages

    def _with(self, attachments: Sequence[Attachment]) -> dict[str, Any]:
        """Something inside makes a file for archives, which says that it is accessible, too."""
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


# ---- working


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Hide the machine's fonts, so that a page looks the same wherever it is printed."""
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


def serve(line: Connection, cpu_seconds: int) -> None:
    """Print what is asked for, one after the other, until the line is closed."""
    # Ctrl+C is for the site, whose end is the end of the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    worker, why_not = started_worker()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            request = json.loads(line.recv_bytes())
            if worker is None:
                send(line, why_not)
            else:
                limit_time(cpu_seconds)
                answer(line, worker, request)
            # Rendering makes many long-lived objects: collecting afterwards, when nobody waits
            # for it, takes a fifth less time than collecting meanwhile.
            gc.collect()


def started_worker() -> tuple[PdfWorker | None, dict[str, str]]:
    """The worker, or why there is none: a machine without Pango is told so at each request."""
    try:
        worker = PdfWorker()
    except NoPango as missing:
        return None, {"fault": str(missing), "reason": "pango"}
    except Exception as fault:  # noqa: BLE001 - whatever it was, it is passed on
        return None, {"fault": said(fault), "reason": "fault"}
    gc.collect()
    # What is imported by now stays for good: later collections need not walk through it.
    gc.freeze()
    gc.disable()
    return worker, {}


def answer(line: Connection, worker: PdfWorker, request: dict[str, Any]) -> None:
    began = process_time()
    try:
        printed, pages = worker.print(**request)
    except MemoryError:
        send(line, {"fault": "no memory left", "reason": "size"})
        return
    except Exception as fault:  # noqa: BLE001 - WeasyPrint promises no kinds of errors
        send(line, {"fault": said(fault), "reason": "fault"})
        return
    took = {"cpu_seconds": process_time() - began, "memory_bytes": memory(), "pages": pages}
    send(line, took, printed)


def said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def send(line: Connection, facts: dict[str, Any], printed: bytes = b"") -> None:
    line.send_bytes(json.dumps(facts).encode())
    line.send_bytes(printed)


def limit_memory() -> None:
    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_AS, MEMORY_BYTES)


def limit_time(seconds: int) -> None:
    """The system counts for the whole life of a process, so the mark moves with each request."""
    bound(resource.RLIMIT_CPU, ceil(process_time()) + seconds)


def bound(what: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(what)
    # Where a system knows no such limit, the time on the wall still holds.
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (limit, hard))


def memory() -> int:
    """The most this process ever held, in bytes.

    Linux tells it there without what our parent held; macOS has no such place, and counts bytes.
    """
    status = Path("/proc/self/status")
    held = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    if held:
        return int(held[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
