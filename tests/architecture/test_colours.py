"""Tests that texts and marks have enough contrast in the light and the dark theme.

The pairs of colours are read from the style sheets of the pages; the ratios are from WCAG 2.2.
"""

import re
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from tests.architecture.files import ROOT

TEXT, MARK = 4.5, 3.0
CSS = ROOT / "static/css"
SHEETS = sorted(
    path
    for path in CSS.rglob("*.css")
    if "document" not in path.parts and not path.name.startswith(("print", "tokens"))
)
TOKEN = re.compile(r"--c-([\w-]+):\s*(#[0-9A-Fa-f]{6});")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;\s])color:\s*var\(--c-([\w-]+)\)")
GROUND = re.compile(r"(?:^|[;\s])background(?:-color)?:\s*var\(--c-([\w-]+)\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

GROUNDS = {"paper", "surface"}
"""The backgrounds of a text colour if its rule does not set one."""
# The names of these colours say which background they are for.
STANDS_ON = {"on-dark": {"brand-dark"}, "on-dark-2": {"brand-dark"}}
# Whole panels have these background colours, with all kinds of text on them.
WASHES = {
    "brand-wash": {"ink", "ink-2", "brand", "danger"},
    "smooth-wash": {"ink", "ink-2", "brand", "smooth-ink"},
    "sparkle-wash": {"ink", "ink-2", "brand", "sparkle-ink"},
    "solid-wash": {"ink", "ink-2", "brand", "solid-ink"},
    "down-wash": {"ink", "ink-2", "brand", "down-ink"},
    "danger-wash": {"ink", "ink-2", "danger"},
}
# The borders of fields, the focus outline, icons and the fills of charts. Honey is not included,
# because its contrast is too low in the light theme. It never appears without a shape and a name.
MARKS = {"field", "ink", "brand", "up", "down", "danger", "solid", "smooth"}

Theme = Literal["light", "dark"]


def tokens(theme: Theme) -> dict[str, str]:
    names = ["tokens.css", "tokens-dark.css"] if theme == "dark" else ["tokens.css"]
    return {k: v for name in names for k, v in TOKEN.findall((CSS / name).read_text())}


def light_of(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light_of(one), light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules() -> list[tuple[list[str], list[str]]]:
    """Return the text and background tokens that each rule names."""
    found = (rule for sheet in SHEETS for rule in RULE.findall(COMMENT.sub("", sheet.read_text())))
    # An SVG also takes its colour from `color`, but it is a mark rather than text.
    texts = (body for selector, body in found if not selector.rstrip().endswith("svg"))
    return [(COLOUR.findall(body), GROUND.findall(body)) for body in texts]


def used_pairs() -> set[tuple[str, str]]:
    """Return the pairs of text and background colours that the style sheets use."""
    pairs = {pair for washes, texts in WASHES.items() for pair in product(texts, [washes])}
    for texts, grounds in rules():
        for text in texts:
            pairs |= set(product([text], grounds or STANDS_ON.get(text, GROUNDS)))
    return pairs


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_enough_contrast(theme: Theme) -> None:
    colours = tokens(theme)
    poor = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in used_pairs()
        if contrast(colours[text], colours[ground]) < TEXT
    }

    assert poor == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mark_has_enough_contrast(theme: Theme) -> None:
    colours = tokens(theme)
    poor = {
        f"{mark} on {ground}": round(contrast(colours[mark], colours[ground]), 2)
        for mark, ground in product(MARKS, GROUNDS)
        if contrast(colours[mark], colours[ground]) < MARK
    }

    assert poor == {}


def test_the_dark_theme_redefines_every_colour() -> None:
    both = {"--c-" + name for name in tokens("light")}

    assert set(re.findall(r"--c-[\w-]+(?=:)", (CSS / "tokens-dark.css").read_text())) == both


def test_contrast_matches_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_only_the_tokens_define_colours(sheet: Path) -> None:
    text = COMMENT.sub("", sheet.read_text())
    screen = text.partition("@media print")[0]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s,)])", screen) == []


def test_every_variable_that_is_used_is_there() -> None:
    sheets = [*CSS.rglob("*.css"), CSS.parent / "vendor/bootstrap/bootstrap.min.css"]
    text = "\n".join(COMMENT.sub("", sheet.read_text()) for sheet in sheets)
    ours = set(re.findall(r"var\((--(?!bs-)[\w-]+)\)", text))

    assert ours - set(re.findall(r"(--[\w-]+)\s*:", text)) == set()
