"""Words and marks can be read on what they stand on, by day and by night.

Which colour stands on which is read from the style sheets of the pages; the ratios are WCAG 2.2's.
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
    path for path in CSS.glob("*.css") if not path.name.startswith(("print", "report", "tokens"))
)
TOKEN = re.compile(r"--c-([\w-]+):\s*(#[0-9A-Fa-f]{6});")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;\s])color:\s*var\(--c-([\w-]+)\)")
GROUND = re.compile(r"(?:^|[;\s])background(?:-color)?:\s*var\(--c-([\w-]+)\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

GROUNDS = {"paper", "surface"}
"""What a colour stands on where its rule does not say."""
# These say by their names where they stand.
STANDS_ON = {"on-dark": {"brand-dark"}, "on-dark-2": {"brand-dark"}}
# Whole panels in these colours hold text of every kind.
WASHES = {
    "brand-wash": {"ink", "ink-2", "brand", "danger"},
    "smooth-wash": {"ink", "ink-2", "brand", "smooth-ink"},
    "sparkle-wash": {"ink", "ink-2", "brand", "sparkle-ink"},
    "solid-wash": {"ink", "ink-2", "brand", "solid-ink"},
    "down-wash": {"ink", "ink-2", "brand", "down-ink"},
    "danger-wash": {"ink", "ink-2", "danger"},
}
# Frames of fields, the outline of what has the focus, signs, and the fills of the charts. Honey by
# day is not among them: it never stands without a shape and a name.
MARKS = {"field", "ink", "brand", "up", "down", "danger", "solid", "smooth"}

Theme = Literal["light", "dark"]


def tokens(theme: Theme) -> dict[str, str]:
    names = ["tokens.css", "tokens-dark.css"] if theme == "dark" else ["tokens.css"]
    return {k: v for name in names for k, v in TOKEN.findall((CSS / name).read_text())}


def light_of(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light_of(one), light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules() -> list[tuple[list[str], list[str]]]:
    """The token of the text and that of the ground, as far as each rule names them."""
    found = (rule for sheet in SHEETS for rule in RULE.findall(COMMENT.sub("", sheet.read_text())))
    # A picture takes its colour from `color`, too, but is a mark.
    texts = (body for selector, body in found if not selector.rstrip().endswith("svg"))
    return [(COLOUR.findall(body), GROUND.findall(body)) for body in texts]


def used_pairs() -> set[tuple[str, str]]:
    """Text and ground, as the style sheets put them together."""
    pairs = {pair for washes, texts in WASHES.items() for pair in product(texts, [washes])}
    for texts, grounds in rules():
        for text in texts:
            pairs |= set(product([text], grounds or STANDS_ON.get(text, GROUNDS)))
    return pairs


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_where_it_stands(theme: Theme) -> None:
    colours = tokens(theme)
    poor = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in used_pairs()
        if contrast(colours[text], colours[ground]) < TEXT
    }

    assert poor == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mark_can_be_seen_where_it_stands(theme: Theme) -> None:
    colours = tokens(theme)
    poor = {
        f"{mark} on {ground}": round(contrast(colours[mark], colours[ground]), 2)
        for mark, ground in product(MARKS, GROUNDS)
        if contrast(colours[mark], colours[ground]) < MARK
    }

    assert poor == {}


def test_the_night_changes_every_colour_of_the_day() -> None:
    both = {"--c-" + name for name in tokens("light")}

    assert set(re.findall(r"--c-[\w-]+(?=:)", (CSS / "tokens-dark.css").read_text())) == both


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_alone(sheet: Path) -> None:
    text = COMMENT.sub("", sheet.read_text())
    screen = text.partition("@media print")[0]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s,)])", screen) == []


def test_every_variable_that_is_used_is_there() -> None:
    sheets = [*CSS.glob("*.css"), CSS.parent / "vendor/bootstrap/bootstrap.min.css"]
    text = "\n".join(COMMENT.sub("", sheet.read_text()) for sheet in sheets)
    ours = set(re.findall(r"var\((--(?!bs-)[\w-]+)\)", text))

    assert ours - set(re.findall(r"(--[\w-]+)\s*:", text)) == set()
