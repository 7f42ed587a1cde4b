"""Space, type and corners come from one scale on pages, and from another in the report."""

import re
from collections import Counter

import pytest

from tests.architecture.files import ROOT
from tests.architecture.styles import CSS, PRINTED, Where, declarations, plain, sheets

SCALED = re.compile(
    r"(margin|padding)(-\w+)*|(row-|column-)?gap|font(-size)?|line-height|border(-\w+)*-radius"
    r"|border-spacing|scroll-padding-top|--bs-btn-(padding|font-size).*"
)
TOKEN = re.compile(r"var\(--[\w-]+\)")
LENGTH = re.compile(r"-?(?:\d*\.)?\d+(?:em|mm|pt|px|rem|vh|vw)\b")
RATIO = re.compile(r"(?:\d*\.)?\d+")

# What the pages may write as a number.
HAIRLINES = {"1px", "-1px", "-1.5px"}
"""A line is one pixel wide. Adjacent frames overlap by the width of a line."""
PAPER = {"15mm"}
"""The margins of a page that is printed from a browser."""

# What the report may write as a number: each is used once or twice.
TITLES = {"10pt", "18pt", "34pt", "62pt"}
"""The cover, the score, and texts that are set smaller so that they fit."""
THEIR_LINES = {"5.2mm", "5.4mm", "5.6mm", "7mm", "7.4mm", "8.4mm", "13.4mm"} | {
    *("16mm", "20mm"),
}
"""The line heights of those texts, and of headings that are aligned with something beside them."""
BESIDE_PICTURES = {".1mm", ".25mm", "3.4mm", "4.4mm", "4.6mm", "10mm", "10.5mm"}
"""Room for a sign drawn in the background; the width of a line that is subtracted again."""
PLACED = {"1.1mm", "1.8mm", "4mm", "4.5mm", "9mm", "14mm", "-1mm", "-6mm"}
"""Rows that must fit on one page, columns that share a width, tables wider than their column."""
LARGE_PRINT = {"16pt", "20pt", "26pt", "7.6mm", "10.6mm", "2mm", "3mm", "5mm", "6mm", "8mm", "12mm"}
"""The edition in large print has its own sizes, from 16 points up, and distances to match."""
PINNED_UP = {"11pt", "14pt", "17pt", "6.2mm", "7.2mm"}
"""The page to pin up is read from a distance."""
SHEETS = {"18mm", "20.95mm", "24mm"}
"""The margins of sheets with a style of their own."""
PAPERS = {PRINTED / "a4.css", PRINTED / "letter.css"}
"""They say how large a sheet of paper and its margins are."""

MOST_LENGTHS_ON_PAGES = 50
"""Widths of columns, frames, drawings, small sheets of paper: all that is no token.

There were 119 without a scale."""


def numbers(where: Where) -> Counter[str]:
    """The lengths written out where a token belongs, and how often."""
    names = {sheet.relative_to(ROOT).as_posix() for sheet in PAPERS}
    found: Counter[str] = Counter()
    for sheet, name, value in declarations(where):
        if not SCALED.fullmatch(name) or sheet in names:
            continue
        rest = TOKEN.sub("", value)
        found.update(LENGTH.findall(rest))
        if name == "line-height":
            found.update(RATIO.findall(LENGTH.sub("", rest)))
        if name == "font":
            found.update(re.findall(r"/([\d.]+)(?=\s)", rest))
    return found


def test_pages_take_space_type_and_corners_from_the_scale() -> None:
    found = {length for length in numbers("pages") if length not in HAIRLINES | PAPER}

    assert found == set()


def test_the_report_takes_them_from_the_scale_of_paper() -> None:
    explained = TITLES | THEIR_LINES | BESIDE_PICTURES | PLACED | LARGE_PRINT | PINNED_UP | SHEETS

    assert set(numbers("report")) == explained


def test_few_lengths_of_any_kind_are_written_out() -> None:
    found = {
        length.lstrip("-")
        for _sheet, _name, value in declarations("pages")
        for length in LENGTH.findall(TOKEN.sub("", value))
    }

    assert len(found) <= MOST_LENGTHS_ON_PAGES, sorted(found)


@pytest.mark.parametrize("where", ["pages", "report"])
def test_every_size_of_a_scale_is_used(where: Where) -> None:
    text = plain((CSS if where == "pages" else PRINTED) / "tokens.css")
    names = {name for name in re.findall(r"(--[\w-]+):", text) if not name.startswith("--c-")}
    used = text + "".join(plain(sheet) for sheet in sheets(where))

    assert {name for name in names if f"var({name})" not in used} == set()


def test_breakpoints_grow_with_the_text_of_the_page() -> None:
    """A media query knows only of text that is enlarged in the browser's settings."""
    asked = [
        query
        for sheet in sheets("pages")
        for query in re.findall(r"@(?:media|container)[^{]*", plain(sheet))
    ]
    about_width = [query for query in asked if "width" in query]

    assert about_width
    assert [q for q in about_width if not re.match(r"@container page \(.*\d+rem\)", q)] == []
    assert [query for query in asked if re.search(r"\dpx", query)] == []
