"""Tests of colours, by the contrast ratios of WCAG 2.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.colours import BLACK, WHITE, contrast, mixed

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


@pytest.mark.parametrize(
    ("share", "colour"), [(0, "#102030"), (0.5, "#889098"), (1, "#FFFFFF")], ids=str
)
def test_mixing_goes_from_one_colour_to_the_other(share: float, colour: str) -> None:
    assert mixed("#102030", "#FFFFFF", share) == colour


@given(COLOURS, st.floats(0, 1))
def test_mixing_with_black_never_makes_a_colour_lighter(colour: str, share: float) -> None:
    assert contrast(mixed(colour, BLACK, share), WHITE) >= contrast(colour, WHITE) - 0.01
