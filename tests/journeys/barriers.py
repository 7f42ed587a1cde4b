"""What stands in somebody's way on a page, found by axe in every look the page has."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = "(rules) => axe.run({ runOnly: rules, resultTypes: ['violations'] })"
# What depends on the colours alone; the rest is looked at once for each width.
COLOURS = ["color-contrast", "link-in-text-block"]
PHONE, DESK, SMALLEST = 375, 1280, 320


def barriers(page: Page) -> list[str]:
    """Each barrier once, with where it is; empty for a page without."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    found = [
        *look(page, "light", PHONE, RULES),
        *look(page, "dark", PHONE, COLOURS),
        *look(page, "dark", DESK, RULES),
        *look(page, "light", DESK, COLOURS),
    ]
    return found + too_wide(page)


def look(page: Page, scheme: Literal["light", "dark"], width: int, rules: list[str]) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    found: dict[str, Any] = page.evaluate(LOOK, rules)
    return [
        f"{scheme} {width}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """Whether a page needs scrolling sideways, as on a big screen at 400 %."""
    page.set_viewport_size({"width": SMALLEST, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide in a window of {SMALLEST}"] if wide > SMALLEST else []
