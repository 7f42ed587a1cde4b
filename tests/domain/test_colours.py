"""Tests of readable colours, by the contrast ratios of WCAG 2.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.colours import WHITE, contrast, is_readable, nearest_readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#ff0000", "#FFFFFF", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_matches_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_a_colour_must_be_readable_on_our_paper_colour_too() -> None:
    assert contrast("#767676", WHITE) >= 4.5
    assert not is_readable("#767676")
    assert is_readable("#552C6B")


def test_a_pale_colour_is_darkened_no_more_than_needed() -> None:
    found = nearest_readable("#E5A117")

    lighter = f"#{int(found[1:3], 16) + 2:02X}{int(found[3:5], 16) + 2:02X}{found[5:]}"
    assert is_readable(found)
    assert not is_readable(lighter)
    assert nearest_readable("#FFFFFF") == "#727272"


@given(COLOURS)
def test_the_suggested_colour_is_readable_and_not_lighter(colour: str) -> None:
    found = nearest_readable(colour)

    assert is_readable(found)
    assert contrast(found, WHITE) >= contrast(colour, WHITE)


@given(COLOURS.filter(is_readable))
def test_a_readable_colour_stays_unchanged(colour: str) -> None:
    assert nearest_readable(colour) == colour
