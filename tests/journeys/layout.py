"""The layout of a page, measured on paper and with text of every size."""

from collections.abc import Iterable
from itertools import groupby, product
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Page

HERE = Path(__file__).parent
LAYOUT = (HERE / "layout.js").read_text()
PAPER = (HERE / "paper.js").read_text()
PAPERS = {"A4": 680, "Letter": 703}
"""How many pixels wide a sheet is between its margins of 15 mm."""
SIZES = (16, 20, 24, 32)
WIDTHS = (320, 375, 412, 768, 1280)
"""Of windows, in pixels: around all breakpoints."""
COLOURS: tuple[Literal["none", "active"], ...] = ("none", "active")
"""Forced colours give every box a background, so what sticks out of one is found there."""
ENLARGE = "(size) => { document.documentElement.style.fontSize = `${size}px`; }"


def on_paper(page: Page) -> list[str]:
    """Return what is cut off, overlapping, folded, too pale or useless on paper.

    The device prefers dark colours, which paper must not show.
    """
    page.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    found = [
        f"{paper}: {words}" for paper, width in PAPERS.items() for words in laid_out_in(page, width)
    ]
    return [*found, *page.evaluate(PAPER)]


class Look(NamedTuple):
    """How somebody sees a page: size of the text, width of the window and forced colours."""

    size: int
    width: int
    colours: Literal["none", "active"]


EVERY = {Look(*look) for look in product(SIZES, WIDTHS, COLOURS)}
FORCED = [look for look in sorted(EVERY, reverse=True) if look.colours == "active"]
CLOSELY = [Look(SIZES[-1], WIDTHS[0], "none"), *FORCED]
"""For pages with the most columns; forced colours change no lengths."""


def in_turn(turn: int) -> list[Look]:
    """Return five of all looks: the largest text in the narrowest window, and each size once.

    After ten turns, every size was seen in every width and in all colours. Another size takes
    three times as long to lay out as another width or other colours, so it changes seldom.
    """
    here, there = COLOURS if turn % 2 else COLOURS[::-1]
    widths = [WIDTHS[(turn // 2 + n) % len(WIDTHS)] for n in range(len(SIZES))]
    smallest, *others = zip(SIZES, widths, strict=True)
    largest = Look(SIZES[-1], WIDTHS[0], here)
    return [Look(*smallest, here), largest, *(Look(*size, there) for size in reversed(others))]


def with_large_text(page: Page, looks: Iterable[Look]) -> list[str]:
    """Return what is cut off or overlapping in these looks."""
    found = []
    for colours, alike in groupby(looks, key=lambda look: look.colours):
        page.emulate_media(media="screen", color_scheme="light", forced_colors=colours)
        found += [f"{look}: {words}" for look in alike for words in laid(page, look)]
    return found


def laid_out_in(page: Page, width: int) -> list[str]:
    """Return what is wrong in a window of this width."""
    page.set_viewport_size({"width": width, "height": 200})
    found: list[str] = page.evaluate(LAYOUT)
    return found


def laid(page: Page, look: Look) -> list[str]:
    """Return what is wrong with text of this size in a window of this width."""
    page.evaluate(ENLARGE, look.size)
    return laid_out_in(page, look.width)
