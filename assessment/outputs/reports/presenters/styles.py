"""The styles of a report, as WeasyPrint reads them."""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from assessment.outputs.reports.editions import Edition, Paper

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = (
    "report",
    "report-story",
    "report-areas",
    "report-plan",
)
STYLES_KEPT = 16
EXTRA_STYLES: dict[str, tuple[str, ...]] = {
    Edition.CONSULTANT: ("report-consultant", "report-background"),
    Edition.TEAM: ("report-team",),
}
"""What only these editions have; every rule costs a little time for each element."""

Colours = tuple[tuple[str, str], ...]


@cache
def fonts() -> str:
    """Which of our fonts are there; by itself, so that a press loads them only once."""
    return (STATIC / "css" / "report-fonts.css").read_text(encoding="utf-8")


@lru_cache(maxsize=STYLES_KEPT)
def style_of(paper: Paper, edition: Edition = Edition.OWNER, brand: Colours = ()) -> str:
    """The styles of a report, every colour filled in from the pages' tokens, or from a brand's.

    WeasyPrint reads no variables in page margins or in pictures, so the names are replaced here.
    """
    css = STATIC / "css"
    tokens = dict(
        re.findall(r"(--c-[\w-]+):\s*([^;]+);", (css / "tokens.css").read_text(encoding="utf-8"))
    )
    names = (*STYLES, *EXTRA_STYLES.get(edition, ()), f"report-{paper}")
    styles = "\n".join((css / f"{name}.css").read_text(encoding="utf-8") for name in names)
    tokens.update(brand)
    in_pictures = re.sub(
        r'url\("data:[^"]*"\)',
        lambda url: _filled(url[0], {name: c.replace("#", "%23") for name, c in tokens.items()}),
        styles,
    )
    return _filled(in_pictures, tokens)


def _filled(css: str, tokens: dict[str, str]) -> str:
    return re.sub(r"var\((--c-[\w-]+)\)", lambda name: tokens[name[1]], css)
