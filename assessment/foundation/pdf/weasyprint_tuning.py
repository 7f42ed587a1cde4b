"""Performance patches that rely on internals of WeasyPrint and its dependencies.

WeasyPrint does not guarantee these internals, so its version is pinned. Before you change the
pin, compare the new sources with this module; `CHECK_ON_UPGRADE` says where to look. WeasyPrint
prefers an exact HTML parser to a fast one and offers no choice: see Kozea/WeasyPrint#112.
"""

import re
import zlib
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from assessment.foundation.pdf.fonts import taken_out

WRITTEN_FOR = {"weasyprint": "70.0", "pydyf": "0.13.0"}
CHECK_ON_UPGRADE = (
    "weasyprint.HTML.__init__ sets the attributes that `read` sets here, and no others",
    "it wraps the tree with cssselect2.ElementWrapper.from_html_root(tree, content_language=None)",
    "weasyprint.pdf still imports pydyf under that name",
    "weasyprint.Page has its box as _page_box, whose first child is the content of the page",
    "pydyf compresses with zlib.compressobj(level=9), and otherwise uses only zlib.compress",
)
COMPRESSION_LEVEL = 7
"""zlib's levels go up to 9. The last two cost 5 % of a PDF's time and save 1 % of its size."""
SVG = "{http://www.w3.org/2000/svg}"
ALWAYS_EMPTY = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})


def pack_quickly(weasyprint: ModuleType) -> None:
    """Make pydyf compress PDF streams with `QuickZlib`."""
    weasyprint.pdf.pydyf.zlib = QuickZlib


def fetcher_of_files(weasyprint: ModuleType) -> Any:
    """Return a fetcher of files which takes one font out of a collection.

    WeasyPrint gives all the fonts of a collection one name, and then mixes up their glyphs.
    """

    class FileFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            address, _sign, number = url.partition("#")
            found = super().fetch(address, headers)
            if not number:
                return found
            font = taken_out(found.read(), int(number))
            return weasyprint.urls.URLFetcherResponse(url, font)

    return FileFetcher(allowed_protocols=["file", "data"], allow_redirects=False)


def read(weasyprint: ModuleType, html: str, url_fetcher: Any) -> Any:
    """Build a `weasyprint.HTML` from a string without its slow, character-by-character parser."""
    try:
        tree = read_quickly(html)
    except NotWellFormed:
        return weasyprint.HTML(string=html, url_fetcher=url_fetcher)
    source = weasyprint.HTML.__new__(weasyprint.HTML)
    source.base_url, source.media_type = None, "print"
    source.url_fetcher = url_fetcher
    wrapper = weasyprint.cssselect2.ElementWrapper
    source.wrapper_element = wrapper.from_html_root(tree, content_language=None)
    source.etree_element = tree
    return source


def filled(page: Any) -> int:
    """Return how much of a page is filled, from its top down to its lowest text, in per cent."""
    box = page._page_box  # noqa: SLF001 - nothing public says where the text of a page ends
    top, height = float(box.content_box_y()), float(box.height)
    boxes = box.children[0].descendants(placeholders=True)
    texts = (each for each in boxes if getattr(each, "text", ""))
    lowest = max((float(each.position_y + each.height) for each in texts), default=top)
    return round(100 * min(lowest - top, height) / height)


class QuickZlib:
    """A replacement for the zlib module in pydyf, with a slightly lower compression level."""

    @staticmethod
    def compressobj(*, level: int) -> Any:  # noqa: ARG004 - overridden on purpose
        return zlib.compressobj(COMPRESSION_LEVEL)

    compress = staticmethod(zlib.compress)


class NotWellFormed(Exception):
    """The HTML has unclosed or badly nested elements, which only a full HTML5 parser can repair."""


class QuickReader(HTMLParser):
    """A parser for well-formed HTML such as ours, about six times as fast as WeasyPrint's own.

    It uses the regular expressions of Python's own `HTMLParser`. That parser lowercases all names,
    so SVG names, which are case-sensitive, are taken from the source text.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tree = TreeBuilder()
        self._open: list[str] = []
        self._has_root = False

    def read(self, html: str) -> Element:
        self.feed(html)
        self.close()
        if self._open or not self._has_root:
            raise NotWellFormed
        return self._tree.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._has_root and not self._open:
            raise NotWellFormed
        self._has_root = True
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
        # Directly inside <html> there is only whitespace.
        if len(self._open) > 1:
            self._tree.data(data)

    def _in_capitals(self, named: dict[str, str]) -> tuple[str, dict[str, str]]:
        written = self.get_starttag_text() or ""
        tag, *names = re.findall(r"(?<=<)\w+|[\w:-]+(?==)", written)
        capitals = {name.lower(): name for name in names}
        return SVG + tag, {capitals.get(name, name): value for name, value in named.items()}


def read_quickly(html: str) -> Element:
    """Parse a page into an element tree.

    Raises:
        NotWellFormed: the page needs a full HTML5 parser.
    """
    return QuickReader().read(html)
