"""How sure a change is: worked examples, Holm's test, and what was worked on."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.exchange.documents import comparison_document
from assessment.domain.model.answers import AnswerSheet, Evidence, Value
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.sss_2 import FloorsWithDoubt
from assessment.domain.scoring.verdicts import Verdict, critical, places_among, step_down
from assessment.domain.scoring.worked_on import WorkedOn, weights_of
from assessment.domain.trends.comparison import (
    Comparison,
    clear_from_squared,
    comparison,
    overall_clear_from_squared,
)
from assessment.parties.catalogue.library import sample_submissions
from tests.domain.making import change, make_sheet, make_sheet_of
from tests.domain.test_sss_2 import CASES, MODEL, submitted

LAST_OF_THE_FIRST = [one for one in sample_submissions() if one.model.key == "cairn-1.0"][-1]
USUAL = make_sheet(MODEL, 2, Evidence.NOTE)
CULTURE = [practice.code for practice in MODEL.dimension("culture").practices]


def compared(before: AnswerSheet, now: AnswerSheet, **how: Any) -> Comparison:
    return comparison(submitted(MODEL, before), submitted(MODEL, now), **how)


@pytest.mark.parametrize("case", CASES["changes"], ids=lambda case: case["name"])
def test_a_comparison_matches_the_worked_example(case: dict[str, Any]) -> None:
    both = compared(
        make_sheet_of(case["before"]),
        make_sheet_of(case["now"]),
        other_person=case["answered_by_other"],
        acted=case["acted"],
    )

    assert comparison_document(both) == case["expected"]


# ---- the test of several changes


@pytest.mark.parametrize(
    ("alpha", "standard_errors"),
    [
        ("0.05", ["1.9600", "2.2414", "2.3940", "2.4977", "2.5758", "2.6383"]),
        ("0.20", ["1.2816", "1.6449", "1.8339", "1.9600", "2.0537", "2.1280"]),
    ],
)
def test_more_changes_need_more_standard_errors(alpha: str, standard_errors: list[str]) -> None:
    found = [critical(Fraction(alpha), among) for among in range(1, 7)]

    assert found == [Fraction(number) for number in standard_errors]


def test_a_clear_change_needs_the_points_that_the_method_page_names() -> None:
    culture = MODEL.dimension("culture")
    largest = clear_from_squared(MODEL, culture)
    last = rule_of(MODEL).noise(culture, USUAL, USUAL) * critical(Fraction(1, 20), 1) ** 2

    points = [float(square) ** 0.5 for square in (largest, last, overall_clear_from_squared(MODEL))]

    assert [round(one, 1) for one in points] == [36.2, 27.5, 25.4]


SQUARES = st.lists(st.fractions(0, 12, max_denominator=50), min_size=1, max_size=6)


@given(SQUARES)
def test_changes_pass_from_the_largest_down_until_one_falls_short(
    squares: list[Fraction],
) -> None:
    needed = [critical(Fraction(1, 20), place) ** 2 for place in places_among(squares)]

    passed = step_down(squares, needed)

    failed = False
    for number, square in enumerate(sorted(squares, reverse=True)):
        failed = failed or square < critical(Fraction(1, 20), len(squares) - number) ** 2
        assert passed[squares.index(square)] is not failed


def test_nothing_passes_where_the_verdict_is_not_known() -> None:
    assert step_down([Fraction(9), Fraction(1)], [None, None]) == [False, False]


# ---- what is compared


def test_per_question_noise_replaces_the_usual_one_for_the_same_person() -> None:
    culture = MODEL.dimension("culture")
    code = culture.practices[0].code
    alike = dict.fromkeys(CULTURE, MODEL.scoring.retest_noise)
    usual, same, noisier = (
        FloorsWithDoubt(replace(MODEL, scoring=replace(MODEL.scoring, item_noise=items)))
        for items in ({}, alike, {code: Fraction(1)})
    )

    assert same.noise(culture, USUAL, USUAL) == usual.noise(culture, USUAL, USUAL)
    assert noisier.noise(culture, USUAL, USUAL) > usual.noise(culture, USUAL, USUAL)
    assert noisier.noise(culture, USUAL, USUAL, other=True) == usual.noise(
        culture, USUAL, USUAL, other=True
    )


def test_answers_that_became_known_are_named_and_not_compared() -> None:
    both = compared(change(USUAL, CUL1="dk", CUL7="dk"), change(USUAL, CUL7="dk"))

    assert [moved.practice.code for moved in both.became_known] == ["CUL1"]
    culture = both.area("culture")
    assert culture is not None
    assert culture.points == 0


def level_news(before: AnswerSheet, now: AnswerSheet) -> list[Verdict | None]:
    both = compared(before, now)
    return [change.level_news if change else None for _, change in both.areas]


def test_a_new_level_is_as_sure_as_the_points() -> None:
    lower = change(USUAL, **dict.fromkeys(CULTURE, 0))
    slipped = change(USUAL, CUL1=1)

    assert level_news(lower, USUAL)[0] is Verdict.CLEAR
    assert level_news(slipped, USUAL)[0] is Verdict.CHANCE
    assert level_news(USUAL, USUAL) == [None] * 5


def test_a_level_that_moves_against_the_points_could_be_chance() -> None:
    # The points rise by the basics, and the level falls because the floors above give way.
    before = change(USUAL, **dict(zip(CULTURE, (2, 2, 2, 2, 2, 2), strict=True)))
    now = change(USUAL, **dict(zip(CULTURE, (3, 3, 1, 1, 2, 3), strict=True)))

    both = compared(before, now).area("culture")

    assert both is not None
    assert both.points > 0
    assert both.level_news is Verdict.CHANCE


def test_there_is_no_news_of_a_level_that_is_a_range_under_the_newer_rule() -> None:
    old = LAST_OF_THE_FIRST
    first, *others = _codes(old.model, "channels")
    values: dict[str, Value] = {first: "dk", **dict.fromkeys(others, 2)}
    before = replace(old, sheet=change(old.sheet, **values))
    now = submitted(MODEL, change(USUAL, **dict.fromkeys(_codes(MODEL, "channels"), 3)))

    channels = comparison(before, now).area("channels")

    assert not before.scored.dimension("channels").is_range
    assert channels is not None
    assert channels.sheet_levels[0] != channels.sheet_levels[1]
    assert channels.level_news is None


def test_a_comparison_with_reworded_questions_is_never_more_than_likely() -> None:
    old = LAST_OF_THE_FIRST
    before = replace(
        old, sheet=change(old.sheet, **dict.fromkeys(_codes(old.model, "channels"), 0))
    )
    codes = _codes(MODEL, "channels")
    now = submitted(MODEL, change(USUAL, **dict.fromkeys(codes, 3)))

    both = comparison(before, now)

    assert both.reworded
    assert both.overall is None
    known = {area.key: change for area, change in both.areas if change}
    assert set(known) == {"policies", "channels", "consistency"}
    assert known["channels"].verdict is Verdict.LIKELY
    assert known["channels"].points ** 2 > known["channels"].limit


def _codes(model: Any, area: str) -> list[str]:
    return [practice.code for practice in model.dimension(area).practices]


# ---- what was worked on


@given(data=st.data())
def test_a_mood_common_to_all_answers_cancels_out(data: st.DataObject) -> None:
    codes = [practice.code for practice in MODEL.practices]
    starts = data.draw(st.lists(st.integers(0, 2), min_size=len(codes), max_size=len(codes)))
    acted = data.draw(st.sets(st.sampled_from(codes), min_size=1, max_size=10))
    steps = {code: (start, start + 1) for code, start in zip(codes, starts, strict=True)}

    weights = weights_of(steps, acted)
    found = rule_of(MODEL).worked_on(steps, acted)

    assert sum(weights.values()) == 0
    assert found is not None
    assert found.verdict in {None, Verdict.CHANCE}
    assert found.steps == 0


def test_too_little_left_alone_cannot_be_compared() -> None:
    codes = [practice.code for practice in MODEL.practices]
    few = compared(USUAL, USUAL, acted=codes[:-2]).worked_on
    one = compared(USUAL, USUAL, acted=codes[:1]).worked_on

    assert few == WorkedOn(practices=28, controls=2)
    assert one == WorkedOn(practices=1, controls=29)
    assert comparison_document(compared(USUAL, USUAL, acted=codes[:1]))["acted"] == {
        "word": "not comparable"
    }


def test_work_that_did_not_help_is_not_called_a_rise() -> None:
    acted = ["CUL1", "POL2", "CHA2", "CON1", "PER2"]

    fell = compared(USUAL, change(USUAL, **dict.fromkeys(acted, 0)), acted=acted).worked_on

    assert fell is not None
    assert fell.verdict is Verdict.CLEAR
    assert not fell.rose
    assert compared(USUAL, USUAL).worked_on is None


def test_an_answer_at_the_top_cannot_rise_and_is_left_out() -> None:
    top = make_sheet(MODEL, 3, Evidence.NOTE)

    found = compared(top, top, acted=["CUL1", "POL2"]).worked_on

    assert found == WorkedOn(practices=0, controls=0)
