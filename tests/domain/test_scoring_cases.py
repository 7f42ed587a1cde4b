"""Tests of the first scoring rule, sss-1, against worked examples."""

from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.exchange.documents import score_document
from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import shown, support
from assessment.domain.scoring.sss_1 import SolidBeforeSmooth
from assessment.domain.scoring.submissions import Submission
from tests.domain.making import FIRST_MODEL, fixture, make_model, make_sheet_of

CASES = fixture("scoring_cases")
QUARTER = Quarter.parse("2026-Q4")


def document(model: MaturityModel, sheet: AnswerSheet) -> dict[str, Any]:
    submission = Submission(
        business="B", quarter=QUARTER, model=model, sheet=sheet, checked_on=QUARTER.starts_on
    )
    return score_document(submission)


def without_shown(scored: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in scored.items() if key not in {"shown", "steps_to_next"}}


@pytest.mark.parametrize("case", CASES["dimension_cases"])
def test_a_dimension_score_matches_the_worked_example(case: dict[str, Any]) -> None:
    sizes = [case["tiers"].count(tier) for tier in ("solid", "smooth", "sparkle")]
    model = make_model([sizes], own=FIRST_MODEL)
    answers = zip(model.practices, case["answers"], case["evidence"], strict=True)
    sheet = AnswerSheet({p.code: SheetAnswer(value, Evidence(e)) for p, value, e in answers})

    scored = document(model, sheet)["dimensions"]["area0"]

    assert without_shown(scored) == case["expected"]


@pytest.mark.parametrize("case", CASES["overall_levels"])
def test_all_areas_but_one_reach_the_overall_level(case: dict[str, Any]) -> None:
    ranks = [FIRST_MODEL.level(level).rank for level in case["dimension_levels"]]
    rank = SolidBeforeSmooth(FIRST_MODEL).overall_rank(ranks)

    assert FIRST_MODEL.level_at(rank).key == case["expected"]


def test_a_single_area_is_the_whole_business() -> None:
    assert SolidBeforeSmooth(make_model(own=FIRST_MODEL)).overall_rank([2]) == 2


@pytest.mark.parametrize("case", CASES["sheets"])
def test_the_scores_of_a_sheet_match_the_worked_example(case: dict[str, Any]) -> None:
    scored = document(FIRST_MODEL, make_sheet_of(case["answers"]))

    assert without_shown(scored["overall"]) == case["expected"]["overall"]
    areas = {key: without_shown(area) for key, area in scored["dimensions"].items()}
    assert areas == case["expected"]["dimensions"]


def test_cafe_lindgren_is_two_steps_from_smooth(first_lindgren: AnswerSheet) -> None:
    overall = score_sheet(FIRST_MODEL, first_lindgren).overall

    assert (overall.level, overall.next_level) == (
        FIRST_MODEL.level("solid"),
        FIRST_MODEL.level("smooth"),
    )
    assert overall.steps_to_next == 2
    assert (shown(overall.points), shown(overall.supported)) == (59, 53)
    assert overall.support == "well"


@pytest.mark.parametrize(
    ("width", "label"), [(0, "well"), (10, "well"), (11, "partly"), (25, "partly"), (26, "opinion")]
)
def test_a_wide_band_is_mostly_opinion(width: int, label: str) -> None:
    assert support(Fraction(40), Fraction(40 + width)) == label


def test_numbers_are_rounded_half_up() -> None:
    assert [shown(Fraction(n, 2)) for n in (0, 1, 2, 3, 199)] == [0, 1, 1, 2, 100]
