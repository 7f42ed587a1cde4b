"""Everything we know of WeasyPrint's private parts, and of the libraries below it, in one place.

None of this is promised by WeasyPrint, so its version is pinned. Before the pin is moved, compare
the new sources with what is written here; `CHECK_ON_UPGRADE` says where to look. That WeasyPrint
reads HTML exactly rather than fast, and lets nobody choose another reader, was decided in
Kozea/WeasyPrint#112.
"""

import re
import zlib
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

WRITTEN_FOR = {"weasyprint": "70.0", "pydyf": "0.13.0"}
CHECK_ON_UPGRADE = (
    "weasyprint.HTML.__init__ sets what `read` sets here, and nothing else",
    "it wraps the tree by cssselect2.ElementWrapper.from_html_root(tree, content_language=None)",
    "weasyprint.pdf still imports pydyf under that name",
    "pydyf packs streams by zlib.compressobj(level=9), and needs of zlib only compress besides",
)
HARD = 7
"""Of 9."""
SVG = "{http://www.w3.org/2000/svg}"
ALWAYS_EMPTY = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})


def pack_quickly(weasyprint: ModuleType) -> None:
    """Let streams of a PDF be packed by `QuickZlib` from now on."""
    weasyprint.pdf.pydyf.zlib = QuickZlib


def read(weasyprint: ModuleType, html: str, url_fetcher: Any) -> Any:
    """What `weasyprint.HTML(string=html)` is, without its reader, which goes letter by letter."""
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


class QuickZlib:
    """What the library below WeasyPrint takes for zlib: packing hard, but not to the last.

    The last two levels take a twentieth of the time of a PDF and save a hundredth of its size.
    """

    @staticmethod
    def compressobj(*, level: int) -> Any:  # noqa: ARG004 - that is the point
        return zlib.compressobj(HARD)

    compress = staticmethod(zlib.compress)


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
