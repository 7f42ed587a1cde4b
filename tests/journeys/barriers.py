"""Accessibility barriers on a page, found by axe in light and dark on a phone and a desktop."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "(rules) => axe.run({ runOnly: rules, resultTypes: ['violations'] })"
# Rules that depend only on colours. All other rules are checked once for each width.
COLOURS = ["color-contrast", "link-in-text-block"]
PHONE, DESKTOP, SMALLEST = 375, 1280, 320


def barriers(page: Page) -> list[str]:
    """Return the barriers on a page with their places, or an empty list."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    found = [
        *run_axe(page, "light", PHONE, RULES),
        *run_axe(page, "dark", PHONE, COLOURS),
        *run_axe(page, "dark", DESKTOP, RULES),
        *run_axe(page, "light", DESKTOP, COLOURS),
    ]
    return found + too_wide(page)


def run_axe(
    page: Page, scheme: Literal["light", "dark"], width: int, rules: list[str]
) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    found: dict[str, Any] = page.evaluate(RUN_AXE, rules)
    return [
        f"{scheme} {width}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """Return a barrier if the page scrolls sideways at 320 pixels (WCAG 1.4.10, 400 % zoom)."""
    page.set_viewport_size({"width": SMALLEST, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide in a window of {SMALLEST}"] if wide > SMALLEST else []
