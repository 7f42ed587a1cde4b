"""The layout of a page, measured on paper and with text of every size."""

from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).parent
LAYOUT = (HERE / "layout.js").read_text()
PAPER = (HERE / "paper.js").read_text()
PAPERS = {"A4": 680, "Letter": 703}
"""How many pixels wide a sheet is between its margins of 15 mm."""
LARGE = [(32, 320), (24, 375), (20, 412), (24, 768), (32, 1280), (16, 768), (20, 1280)]
"""The size of the text and the width of the window, in pixels: 10 to 64 rem, between all breakpoints."""
ENLARGE = "(size) => { document.documentElement.style.fontSize = `${size}px`; }"


def on_paper(page: Page) -> list[str]:
    """Return what is cut off, over something else, folded, too pale or useless on paper.

    The device prefers dark colours, which paper must not show.
    """
    page.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    found = [f"{paper}: {words}" for paper, width in PAPERS.items() for words in laid(page, width)]
    return found + page.evaluate(PAPER)


def with_large_text(page: Page) -> list[str]:
    """Return what is cut off or over something else with text of one to two times its size."""
    page.emulate_media(media="screen", color_scheme="light")
    found = [
        f"{size} px in {width}: {words}"
        for size, width in LARGE
        for words in laid(page, width, size)
    ]
    page.emulate_media(forced_colors="active")
    return found + [f"forced colours: {words}" for words in laid(page, 375, 32)]


def laid(page: Page, width: int, size: int = 0) -> list[str]:
    """Return what is wrong in a window of this width, with text of this size."""
    page.set_viewport_size({"width": width, "height": 900})
    if size:
        page.evaluate(ENLARGE, size)
    found: list[str] = page.evaluate(LAYOUT)
    return found
