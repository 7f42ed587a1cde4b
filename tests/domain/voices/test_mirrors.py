"""The areas as customers see them: each counts its own answers, and shows none under five."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.voices.mirrors import LEAST_ANSWERS, MirrorScore, mirror_scores
from assessment.parties.catalogue.library import own_model


def survey() -> CustomerSurvey:
    found = own_model().customer_survey
    assert found
    return found


KEYS = [item.key for item in survey().mirror_items]
SHEETS = st.lists(st.dictionaries(st.sampled_from(KEYS), st.integers(0, 3)), max_size=30)


def scores_of(*steps: int) -> MirrorScore:
    return mirror_scores(survey(), [{KEYS[0]: step} for step in steps])["culture"]


@pytest.mark.parametrize(
    ("steps", "score"),
    [
        ((0, 0, 0, 0, 0), 0),
        ((3, 3, 3, 3, 3), 100),
        ((0, 1, 2, 3, 3), 60),
        ((2, 2, 2, 1, 1, 0), Fraction(400, 9)),
    ],
)
def test_a_score_is_the_mean_step_in_hundredths_of_the_highest(
    steps: tuple[int, ...], score: Fraction
) -> None:
    assert scores_of(*steps).score == score


def test_four_answers_have_no_score_and_five_do() -> None:
    assert scores_of(3, 3, 3, 3) == MirrorScore(answers=4, score=None)
    assert scores_of(3, 3, 3, 3, 3) == MirrorScore(answers=5, score=Fraction(100))


def test_a_step_that_the_scale_does_not_have_is_not_counted() -> None:
    assert scores_of(3, 3, 3, 3, 4, -1).answers == 4


def test_the_areas_come_in_the_order_of_the_sentences() -> None:
    assert [*mirror_scores(survey(), [])] == [item.dimension for item in survey().mirror_items]


@given(SHEETS)
def test_every_area_counts_its_own_answers_alone(sheets: list[dict[str, int]]) -> None:
    found = mirror_scores(survey(), sheets)

    for item in survey().mirror_items:
        own = [sheet[item.key] for sheet in sheets if item.key in sheet]
        alone = mirror_scores(survey(), [{item.key: step} for step in own])
        assert found[item.dimension] == alone[item.dimension]
        assert found[item.dimension].answers == len(own)


@given(SHEETS)
def test_a_score_is_shown_from_five_answers_on_and_within_0_and_100(
    sheets: list[dict[str, int]],
) -> None:
    for found in mirror_scores(survey(), sheets).values():
        assert (found.score is None) is (found.answers < LEAST_ANSWERS)
        assert found.score is None or 0 <= found.score <= 100
