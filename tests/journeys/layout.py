"""The layout of a page, measured on paper and with text of every size."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).parent
LAYOUT = (HERE / "layout.js").read_text()
PAPER = (HERE / "paper.js").read_text()
PAPERS = {"A4": 680, "Letter": 703}
"""How many pixels wide a sheet is between its margins of 15 mm."""
LARGEST = (32, 320)
LARGE = [(24, 375), (20, 412), (24, 768), (32, 1280), (16, 768), (20, 1280)]
"""The size of the text and the width of the window, in pixels: around all breakpoints."""
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


def with_large_text(page: Page, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Return what is cut off or overlapping with the largest text, and in these sizes.

    Forced colours give every box a background, so what sticks out of one is found there, too.
    """
    page.emulate_media(media="screen", color_scheme="light")
    found = [f"largest: {words}" for words in laid(page, *LARGEST)]
    page.emulate_media(forced_colors="active")
    return found + [f"{size}: {words}" for size in sizes for words in laid(page, *size)]


def laid_out_in(page: Page, width: int) -> list[str]:
    """Return what is wrong in a window of this width."""
    page.set_viewport_size({"width": width, "height": 200})
    found: list[str] = page.evaluate(LAYOUT)
    return found


def laid(page: Page, size: int, width: int) -> list[str]:
    """Return what is wrong with text of this size in a window of this width."""
    page.evaluate(ENLARGE, size)
    return laid_out_in(page, width)
