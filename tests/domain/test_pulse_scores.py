"""Tests of the scores of a staff pulse, and of what they must never reveal."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.voices.pulse import (
    PulseScores,
    PulseSheet,
    gap_to_owner,
    pulse_scores,
    without_remainders,
)
from assessment.parties.catalogue.library import own_model

ITEMS = own_model().pulse_items
SHEETS = st.lists(
    st.lists(st.none() | st.integers(0, 3), min_size=len(ITEMS), max_size=len(ITEMS)), max_size=9
)
THRESHOLDS = st.sampled_from([4, 5])


def everybody(*steps: int, people: int = 5) -> list[PulseSheet]:
    return [list(steps) for _ in range(people)]


def shown(sheets: list[PulseSheet], threshold: int) -> PulseScores:
    return without_remainders(pulse_scores(ITEMS, sheets, threshold), ITEMS, sheets, threshold)


def test_an_area_takes_every_question_that_belongs_to_it() -> None:
    scores = pulse_scores(ITEMS, everybody(2, 0, 1, 3, 2, 1, 1, 2, 0, 1))

    assert scores.shown
    assert scores.people == 5
    assert scores.dimensions == {
        "culture": Fraction(100, 3),  # 2, 1, 1, 0 and 1
        "policies": 0,
        "channels": Fraction(100, 3),
        "consistency": Fraction(250, 3),  # 3 and 2
        "personalisation": Fraction(200, 3),
    }
    assert scores.awareness == Fraction(400, 9)  # 1, 1 and 2
    assert scores.engagement == Fraction(50, 3)  # 0 and 1


def test_an_empty_answer_counts_neither_as_zero_nor_as_a_person() -> None:
    sheets = [*everybody(*[3] * 10), [None] * 10]

    scores = pulse_scores(ITEMS, sheets)

    assert scores.people == 6
    assert set(scores.dimensions.values()) == {100}


def test_an_area_needs_enough_people_of_its_own() -> None:
    sheets = [*everybody(*[3] * 10, people=4), [3, None, *[3] * 8]]

    scores = pulse_scores(ITEMS, sheets)

    assert scores.dimensions["policies"] is None
    assert scores.dimensions["culture"] == 100


def test_too_few_people_see_nothing() -> None:
    scores = pulse_scores(ITEMS, everybody(*[3] * 10, people=4))

    assert not scores.shown
    assert {*scores.dimensions.values(), scores.awareness, scores.engagement} == {None}


def test_a_site_may_say_four_but_never_less() -> None:
    four = everybody(*[3] * 10, people=4)

    assert pulse_scores(ITEMS, four, 4).shown
    with pytest.raises(ValueError, match="A threshold of 3"):
        pulse_scores(ITEMS, four, 3)


def test_a_gap_to_the_owner_is_named_above_ten_points() -> None:
    owner = Fraction(67)

    assert gap_to_owner(owner, Fraction(48)) == 19
    assert gap_to_owner(owner, Fraction(80)) == -13
    assert gap_to_owner(owner, Fraction(57)) is None


@pytest.mark.parametrize(
    ("owner", "others", "close"), [("50.4", "40.1", True), ("50.5", "40.4", False)]
)
def test_whether_two_scores_are_close_fits_the_numbers_that_are_shown(
    owner: str, others: str, *, close: bool
) -> None:
    assert (gap_to_owner(Fraction(owner), Fraction(others)) is None) is close


@given(SHEETS, THRESHOLDS)
def test_no_shown_score_rests_on_fewer_people(sheets: list[PulseSheet], threshold: int) -> None:
    scores = pulse_scores(ITEMS, sheets, threshold)

    for area, score in scores.dimensions.items():
        places = [place for place, item in enumerate(ITEMS) if item.dimension == area]
        answered = sum(any(sheet[place] is not None for place in places) for sheet in sheets)
        assert (score is not None) == (answered >= threshold)


@given(SHEETS, THRESHOLDS)
def test_no_difference_of_shown_scores_rests_on_fewer_people(
    sheets: list[PulseSheet], threshold: int
) -> None:
    scores = shown(sheets, threshold)

    if scores.awareness is not None or scores.engagement is not None:
        for place in range(len(ITEMS)):
            assert sum(sheet[place] is not None for sheet in sheets) >= threshold


@given(SHEETS)
def test_the_order_of_the_sheets_changes_nothing(sheets: list[PulseSheet]) -> None:
    turned = sheets[::-1]

    assert pulse_scores(ITEMS, turned) == pulse_scores(ITEMS, sheets)
