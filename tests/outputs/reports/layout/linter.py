"""What is wrong with the layout of a finished PDF: measured on its pages, as a reader sees them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path

from django.conf import settings
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage, raw

from assessment.foundation.pdf.fonts import characters_in, drawn

OUR_FONTS = Path(settings.BASE_DIR) / "static/fonts/pdf"
SMALLEST_POINTS = 9
LEAST_FULL = 0.35
ROUNDING = 0.06
TOUCHING = 1.0
"""Points by which two boxes may overlap: slanted and tall letters reach out a little."""
OVERHANG = 1.0
SAME_LINE, FOOTER_LINE = 3, 12
MARGINS = {595: (62, 57, 51), 612: (51, 45, 59)}
"""Points at the top, at the bottom and at the sides, by the width of the paper."""
ONE_WORD = 0.8
"""A wider gap, in parts of the type size, separates columns and not words."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text on one line without wide gaps, with its box in points from the bottom left."""

    words: str
    size: float
    baseline: float
    left: float
    bottom: float
    right: float
    top: float

    def goes_on(self, letter: "Text") -> bool:
        same_line = abs(self.baseline - letter.baseline) < 1
        return same_line and -1 < letter.left - self.right < ONE_WORD * self.size

    def with_letter(self, letter: "Text") -> "Text":
        return replace(
            self,
            words=self.words + letter.words,
            size=min(self.size, letter.size),
            bottom=min(self.bottom, letter.bottom),
            right=letter.right,
            top=max(self.top, letter.top),
        )

    def overlaps(self, other: "Text") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > TOUCHING and down > TOUCHING


class Page:
    """The texts and the extent of one page."""

    def __init__(self, page: PdfPage) -> None:
        self.width, self.height = page.get_size()
        self.top, self.bottom, self.side = MARGINS[round(self.width)]
        self._page = page

    @cached_property
    def texts(self) -> list[Text]:
        found: list[Text] = []
        for letter in _letters(self._page.get_textpage()):
            if found and found[-1].goes_on(letter):
                found[-1] = found[-1].with_letter(letter)
            else:
                found.append(letter)
        return found

    def footer_wraps(self, lines: int) -> bool:
        """Whether the lowest texts take more than so many lines; scripts differ by a point."""
        baselines = [text.baseline for text in self.texts if text.top < self.bottom]
        most = SAME_LINE + (lines - 1) * FOOTER_LINE
        return bool(baselines) and max(baselines) - min(baselines) > most

    @cached_property
    def full(self) -> float:
        """The share of the text block above the lowest mark on it."""
        ceiling = self.height - self.top
        lowest = min(
            (bottom for bottom, top in self._marks() if top > self.bottom), default=ceiling
        )
        return float((ceiling - max(lowest, self.bottom)) / (ceiling - self.bottom))

    def _marks(self) -> Iterator[tuple[float, float]]:
        """The bottom and the top of everything printed below the header."""
        for thing in self._page.get_objects(max_depth=1):
            _left, bottom, _right, top = thing.get_bounds()
            if bottom < self.height - self.top:
                yield bottom, top


def _letters(page: PdfTextPage) -> Iterator[Text]:
    """Yield every visible letter; pdfium adds some white space that is not printed."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _number in range(6))
    matrix = raw.FS_MATRIX()
    for n in range(raw.FPDFText_CountChars(page)):
        letter = chr(raw.FPDFText_GetUnicode(page, n))
        if letter.isspace() or not letter.isprintable():
            continue
        raw.FPDFText_GetCharBox(page, n, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(page, n, x, y)
        raw.FPDFText_GetMatrix(page, n, matrix)
        size = raw.FPDFText_GetFontSize(page, n) * abs(matrix.d)
        yield Text(letter, size, y.value, left.value, bottom.value, right.value, top.value)


def faults_of(pdf: bytes, *, footer_lines: int = 1) -> list[str]:
    """Return what is wrong, page by page; only the last page may be short."""
    with PdfDocument(pdf) as document:
        return [
            f"page {number}: {fault}"
            for number, page in enumerate(document, start=1)
            for fault in _faults(
                Page(page), is_last=number == len(document), footer_lines=footer_lines
            )
        ]


def _faults(page: Page, *, is_last: bool, footer_lines: int) -> Iterator[str]:
    if not is_last and page.full < LEAST_FULL:
        yield f"only {page.full:.0%} full"
    if page.footer_wraps(footer_lines):
        yield "the footer wraps"
    for text in page.texts:
        yield from _faults_of_text(text, page)
    for one, other in combinations(page.texts, 2):
        if one.overlaps(other):
            yield f"{one.words!r} over {other.words!r}"


def _faults_of_text(text: Text, page: Page) -> Iterator[str]:
    if text.size < SMALLEST_POINTS - ROUNDING:
        yield f"{text.size:.1f} pt: {text.words!r}"
    if text.left < page.side - OVERHANG or text.right > page.width - page.side + OVERHANG:
        yield f"beyond the margin: {text.words!r}"
    if text.bottom < 0 or text.top > page.height:
        yield f"off the page: {text.words!r}"
    if missing := drawn(text.words) - characters_in(OUR_FONTS):
        yield f"no font has {''.join(sorted(missing))!r}"


def sizes_of(pdf: bytes) -> list[float]:
    """Return the type sizes of a PDF, one for each piece of text."""
    with PdfDocument(pdf) as document:
        return [text.size for page in document for text in Page(page).texts]
