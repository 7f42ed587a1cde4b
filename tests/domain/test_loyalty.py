"""Tests of the recommend score, its band and its change, and of wanted and unwanted outcomes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.voices.loyalty import Band, Recommendations, ScoreChange
from assessment.domain.voices.outcomes import HeardOutcomes

RATINGS = st.lists(st.integers(0, 10), max_size=60)


def counts(promoters: int, passives: int, detractors: int) -> Recommendations:
    return Recommendations(promoters=promoters, passives=passives, detractors=detractors)


@pytest.mark.parametrize(
    ("heard", "score", "low", "high"),
    [
        ((6, 3, 1), 50, -0.2, 77.1),
        ((15, 9, 6), 30, 0.7, 53.9),
        ((60, 28, 12), 48, 33.0, 60.2),
        ((100, 0, 0), 100, 93.1, 100.0),
        ((0, 0, 5), -100, -100.0, -17.5),
    ],
)
def test_worked_scores_have_their_bands(
    heard: tuple[int, int, int], score: int, low: float, high: float
) -> None:
    recommended = counts(*heard)

    assert recommended.score == score
    assert recommended.band == Band(low=low, high=high)


def test_nine_and_ten_promote_and_six_or_less_detract() -> None:
    assert Recommendations.count(range(11)) == counts(2, 2, 7)


def test_under_five_answers_there_are_only_counts() -> None:
    few, enough = counts(3, 0, 1), counts(3, 1, 1)

    assert (few.shown, few.score, few.band) == (False, None, None)
    assert (few.change_since(enough), enough.change_since(few)) == (None, None)
    assert enough.shown


def test_a_change_is_clear_only_if_its_band_leaves_out_nothing() -> None:
    before, later = counts(15, 9, 6), counts(19, 8, 3)

    assert later.change_since(before) == ScoreChange(
        points=21.2, band=Band(low=-14.3, high=56.7), clear=False
    )
    grown = counts(60, 28, 12).change_since(counts(12, 28, 60))
    assert grown
    assert (grown.points, grown.clear) == (93.2, True)


@given(RATINGS, RATINGS)
def test_every_shown_score_has_a_band_and_no_band_leaves_the_scale(
    now: list[int], before: list[int]
) -> None:
    recommended, earlier = Recommendations.count(now), Recommendations.count(before)

    assert recommended.answers == len(now)
    assert (recommended.score is None) == (recommended.band is None) == (len(now) < 5)
    if recommended.band:
        assert -100 <= recommended.band.low < recommended.band.high <= 100
    change, back = recommended.change_since(earlier), earlier.change_since(recommended)
    if change and back:
        assert change.clear == back.clear == (change.band.low > 0 or change.band.high < 0) or (
            0 in (change.band.low, change.band.high)
        )
        assert change.points == -back.points


@given(st.lists(st.integers(0, 9), min_size=5, max_size=40), st.data())
def test_a_better_answer_never_lowers_the_score(ratings: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(ratings) - 1))
    better = [*ratings[:place], ratings[place] + 1, *ratings[place + 1 :]]

    before, after = Recommendations.count(ratings).score, Recommendations.count(better).score

    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.parametrize(
    ("wanted", "unwanted", "quotient", "share"),
    [(18, 6, 3, 75), (1, 3, Fraction(1, 3), 25), (4, 0, None, 100), (0, 2, 0, 0)],
)
def test_wanted_outcomes_are_set_against_unwanted_ones(
    wanted: int, unwanted: int, quotient: Fraction | int | None, share: int
) -> None:
    heard = HeardOutcomes(wanted=wanted, unwanted=unwanted)

    assert heard.quotient == quotient
    assert heard.share == share


def test_nothing_heard_has_no_share() -> None:
    nothing = HeardOutcomes(wanted=0, unwanted=0)

    assert (nothing.quotient, nothing.share) == (None, None)
