"""Tests of when a change is more than chance under the first rule, sss-1."""

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import pytest

from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import differing_answers
from assessment.domain.trends.comparison import (
    clear_from_squared,
    comparison,
    overall_clear_from_squared,
)
from assessment.parties.catalogue.library import sample_submissions
from tests.domain.making import FIRST_MODEL, change, make_model, make_sheet, on_first_model

YEAR_BEFORE, *_, BEFORE, NOW = map(on_first_model, sample_submissions()[-5:])


def test_six_practices_make_a_change_clear_from_twenty_points() -> None:
    limit = sqrt(clear_from_squared(FIRST_MODEL, FIRST_MODEL.dimension("culture")))

    assert limit == pytest.approx(20.4, abs=0.05)
    assert sqrt(overall_clear_from_squared(FIRST_MODEL)) == pytest.approx(9.1, abs=0.05)


def test_with_five_practices_a_clear_change_is_larger() -> None:
    consistency = comparison(BEFORE, NOW).area("consistency")

    assert consistency is not None
    assert (consistency.questions, consistency.whole) == (5, True)
    assert sqrt(consistency.limit) == pytest.approx(22.4, abs=0.05)


def test_unequal_weights_increase_the_overall_noise() -> None:
    sizes = [(2, 2, 2)] * 2
    even = make_model(sizes, own=FIRST_MODEL)
    uneven = make_model(sizes, shares=[Fraction(3), Fraction(1)], own=FIRST_MODEL)

    assert overall_clear_from_squared(uneven) > overall_clear_from_squared(even)


def test_clear_changes_are_decided_on_exact_points() -> None:
    areas = {d.key: change for d, change in comparison(BEFORE, NOW).areas}

    assert [key for key, moved in areas.items() if moved and moved.clear] == ["channels"]
    channels = areas["channels"]
    assert channels is not None
    assert (channels.before, channels.now) == (Fraction(400, 9), Fraction(625, 9))


def test_a_shown_change_is_the_difference_of_the_shown_numbers() -> None:
    overall = comparison(BEFORE, NOW).overall

    assert overall is not None
    assert overall.shown == 59 - 51
    assert not overall.clear


def other_model(submission: Submission) -> Submission:
    return replace(submission, model=replace(submission.model, version="0.9", trades=()))


def test_scores_are_not_compared_across_models_without_a_mapping() -> None:
    both = comparison(other_model(BEFORE), NOW)

    assert both.area("culture") is None
    assert both.overall is None
    assert both.has_new_questions("culture")


def test_an_area_without_a_score_is_not_compared() -> None:
    unscored = replace(NOW, sheet=change(NOW.sheet, CUL1="na", CUL2="na", CUL3="na"))

    both = comparison(BEFORE, unscored)

    assert both.area("culture") is None
    assert both.overall is None
    assert not both.has_new_questions("culture")


def test_answers_that_differ_are_listed_in_order() -> None:
    before = make_sheet(FIRST_MODEL, 1)

    moved = differing_answers(FIRST_MODEL, before, change(before, PER1=3, CUL3="na"))

    assert [(m.practice.code, m.before, m.now) for m in moved] == [
        ("CUL3", 1, "na"),
        ("PER1", 1, 3),
    ]


# ---- comparison of two checks


def test_a_comparison_separates_clear_changes_from_possible_chance() -> None:
    both = comparison(YEAR_BEFORE, NOW)

    assert both.overall is not None
    assert both.overall.clear
    assert [area.key for area in both.risen] == ["channels", "personalisation"]
    assert both.fallen == ()
    assert [area.key for area in both.open] == ["culture", "policies", "consistency"]
    assert both.uncompared == ()
    assert [change for area, change in both.areas if area.key == "channels"] == [
        both.area("channels")
    ]
    assert both.area("elsewhere") is None


def test_a_fall_is_given_without_its_sign() -> None:
    both = comparison(NOW, BEFORE)

    assert both.comparable
    assert both.overall is not None
    assert (both.overall.shown, both.overall.fallen) == (51 - 59, 59 - 51)


def test_in_reverse_order_areas_that_rose_have_fallen() -> None:
    both = comparison(NOW, YEAR_BEFORE)

    assert [area.key for area in both.fallen] == ["channels", "personalisation"]
    assert both.risen == ()
