"""WeasyPrint in a process of its own: HTML and styles come in through a pipe, a PDF goes out.

It runs as a script and knows neither Django nor the database: what a hostile report can reach
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
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from html.parser import HTMLParser
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import process_time
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, TreeBuilder

ACCESSIBLE = Path(__file__).with_name("accessible.xmp")
"""What PDF/A wants to be told of PDF/UA, in the words of both standards."""
MEMORY_BYTES = 1_000_000_000
"""Of addresses, of which libraries take a third; a report of a hundred pages is far below."""
STYLES_KEPT = 16
HARD = 7
"""Of 9."""
SVG = "{http://www.w3.org/2000/svg}"
ALWAYS_EMPTY = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})

NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig/>
"""


class NoPango(Exception):
    """WeasyPrint, or a library below it, is not here or cannot be loaded."""


class Press:
    """WeasyPrint with our fonts loaded and our styles parsed, which live as long as the process.

    Fonts and styles are read on their first use; a report itself fetches nothing, neither from
    the network nor from a disk.
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
        weasyprint.pdf.pydyf.zlib = QuickZlib
        self._weasyprint = weasyprint
        self._wrapped = weasyprint.cssselect2.ElementWrapper.from_html_root
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
        enclosed: dict[str, str] | None = None,
    ) -> tuple[bytes, int]:
        """One PDF, tagged for screen readers, and how many pages it has.

        `base_url` is where the styles stand. `enclosed` has the name, the text and the day of a
        table that travels inside.
        """
        parsed = [self._style(style, base_url) for style in styles]
        source = self._read(html)
        pages = 0

        def count(document: Any, _pdf: Any) -> None:
            nonlocal pages
            pages = len(document.pages)

        printed: bytes = source.write_pdf(
            finisher=count,
            stylesheets=parsed,
            font_config=self._fonts,
            pdf_identifier=identifier.encode(),
            **(self._with(enclosed) if enclosed else {"pdf_variant": variant}),
        )
        return printed, pages

    def _with(self, enclosed: dict[str, str]) -> dict[str, Any]:
        """A table inside makes a file for archives, which says that it is accessible, too."""
        day = datetime.fromisoformat(enclosed["day"])
        table = self._weasyprint.Attachment(
            string=enclosed["text"],
            name=enclosed["name"],
            created=day,
            modified=day,
            relationship="Data",
        )
        accessible = ACCESSIBLE.read_text(encoding="utf-8")
        return {
            "pdf_variant": "pdf/a-3a",
            "attachments": [table],
            "xmp_metadata": [f"data:application/rdf+xml,{quote(accessible)}"],
        }

    def _read(self, html: str) -> Any:
        """What WeasyPrint's own reader makes of it, which goes letter by letter, in Python."""
        try:
            tree = read_quickly(html)
        except NotWellFormed:
            return self._weasyprint.HTML(string=html, url_fetcher=self._no_fetching)
        source = self._weasyprint.HTML.__new__(self._weasyprint.HTML)
        source.base_url, source.media_type = None, "print"
        source.url_fetcher = self._no_fetching
        source.wrapper_element = self._wrapped(tree, content_language=None)
        source.etree_element = tree
        return source

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


class QuickZlib:
    """What the library below WeasyPrint takes for zlib: packing hard, but not to the last.

    The last two steps take a twentieth of the time of a report and save a hundredth of its size.
    """

    @staticmethod
    def compressobj(*, level: int) -> Any:  # noqa: ARG004 - that is the point
        return zlib.compressobj(HARD)

    compress = staticmethod(zlib.compress)


# ---- reading


class NotWellFormed(Exception):
    """Something is not closed, or not in order: a matter for a reader that knows how to mend it."""


class QuickReader(HTMLParser):
    """HTML in which every element is closed where it should be, as ours is, in a sixth of the time.

    Python's own parser finds the tags, with regular expressions. Names in SVG keep their capitals.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tree = TreeBuilder()
        self._open: list[str] = []
        self._begun = False

    def read(self, html: str) -> Element:
        self.feed(html)
        self.close()
        if self._open or not self._begun:
            raise NotWellFormed
        return self._tree.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._begun and not self._open:
            raise NotWellFormed
        self._begun = True
        name, named = tag, {name: value or "" for name, value in attrs}
        if tag == "svg" or (self._open and self._open[-1].startswith(SVG)):
            name, named = self._in_capitals(named)
        self._tree.start(name, named)
        if tag in ALWAYS_EMPTY:
            self._tree.end(name)
        else:
            self._open.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ALWAYS_EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = self._open.pop() if self._open else ""
        if name.removeprefix(SVG).lower() != tag:
            raise NotWellFormed
        self._tree.end(name)

    def handle_data(self, data: str) -> None:
        # Directly in <html> there is only space.
        if len(self._open) > 1:
            self._tree.data(data)

    def _in_capitals(self, named: dict[str, str]) -> tuple[str, dict[str, str]]:
        written = self.get_starttag_text() or ""
        tag, *names = re.findall(r"(?<=<)\w+|[\w:-]+(?==)", written)
        capitals = {name.lower(): name for name in names}
        return SVG + tag, {capitals.get(name, name): value for name, value in named.items()}


def read_quickly(html: str) -> Element:
    """The tree of a page.

    Raises:
        NotWellFormed: it has to be read by somebody else.
    """
    return QuickReader().read(html)


# ---- working


@contextmanager
def only_our_fonts() -> Iterator[None]:
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


def serve(line: Connection, cpu_seconds: int) -> None:
    """Print what is asked for, one after the other, until the line is closed."""
    # Ctrl+C is for the site, whose end is the end of the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    press, why_not = opened_press()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            job = json.loads(line.recv_bytes())
            if press is None:
                send(line, why_not)
            else:
                limit_time(cpu_seconds)
                answer(line, press, job)
            # Rendering makes many long-lived objects: collecting afterwards, when nobody waits
            # for it, takes a fifth less time than collecting meanwhile.
            gc.collect()


def opened_press() -> tuple[Press | None, dict[str, str]]:
    """The press, or why there is none: a machine without Pango is told so at each report."""
    try:
        press = Press()
    except NoPango as missing:
        return None, {"fault": str(missing), "reason": "pango"}
    except Exception as fault:  # noqa: BLE001 - whatever it was, it is passed on
        return None, {"fault": said(fault), "reason": "fault"}
    gc.collect()
    # What is imported by now stays for good: later collections need not walk through it.
    gc.freeze()
    gc.disable()
    return press, {}


def answer(line: Connection, press: Press, job: dict[str, Any]) -> None:
    began = process_time()
    try:
        printed, pages = press.print(**job)
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
    """The system counts for the whole life of a process, so the mark moves with each report."""
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
