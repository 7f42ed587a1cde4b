"""Tests of sss-2 against worked examples, and of the properties of its levels."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.exchange.documents import score_document
from assessment.domain.exchange.submission_json import read_submission
from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import MEETS, TEAMS
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.level_doubt import Certainty, SheetDoubt
from assessment.domain.scoring.rules import rule_of, score_sheet
from assessment.domain.scoring.scores import DimensionScore
from assessment.domain.scoring.sss_2 import FloorsWithDoubt
from assessment.domain.scoring.submissions import Submission
from assessment.parties.catalogue.library import shipped_model
from tests.domain.making import change, fixture, make_model, make_sheet, make_sheet_of
from tests.domain.strategies import STEPS, models, sheets

CASES = fixture("scoring_cases_2")
MODEL = shipped_model(CASES["model"])
QUARTER = Quarter.parse("2026-Q4")


def under_sss_2(model: MaturityModel) -> MaturityModel:
    """Return the model with the figures and sentences of a version that names its doubt."""
    return replace(model, scoring=MODEL.scoring, level_texts=MODEL.level_texts)


def submitted(model: MaturityModel, sheet: AnswerSheet) -> Submission:
    return Submission(
        business="B", quarter=QUARTER, model=model, sheet=sheet, checked_on=QUARTER.starts_on
    )


def without_shown(scored: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in scored.items() if key != "shown"}


def doubt_of(model: MaturityModel, sheet: AnswerSheet) -> SheetDoubt:
    doubt = submitted(model, sheet).doubt
    assert doubt is not None
    return doubt


# ---- worked examples


@pytest.mark.parametrize("case", CASES["dimension_cases"])
def test_an_area_matches_the_worked_example(case: dict[str, Any]) -> None:
    model = under_sss_2(make_model([[case["tiers"].count(tier.key) for tier in MODEL.tiers]]))
    answers = zip(case["answers"], case["evidence"], case["reasons"], strict=True)
    given_answers = {
        practice.code: {"value": value, "evidence": evidence, "reason": reason}
        for practice, (value, evidence, reason) in zip(model.practices, answers, strict=True)
    }

    document = score_document(submitted(model, make_sheet_of(given_answers)))

    assert without_shown(document["dimensions"]["area0"]) == case["expected"]


@pytest.mark.parametrize("case", CASES["overall_levels"])
def test_all_areas_but_one_reach_the_overall_level(case: dict[str, Any]) -> None:
    ranks = [MODEL.level(level).rank for level in case["dimension_levels"]]

    assert MODEL.level_at(FloorsWithDoubt(MODEL).overall_rank(ranks)).key == case["expected"]


@pytest.mark.parametrize("case", CASES["sheets"], ids=lambda case: case["name"])
def test_a_sheet_matches_the_worked_example(case: dict[str, Any]) -> None:
    document = score_document(submitted(MODEL, make_sheet_of(case["answers"])))

    assert document["rule"] == CASES["rule"]
    assert without_shown(document["overall"]) == case["expected"]["overall"]
    areas = {key: without_shown(area) for key, area in document["dimensions"].items()}
    assert areas == case["expected"]["dimensions"]


# ---- levels


def rank(score: DimensionScore) -> int:
    return score.level.rank if score.level else -1


def moved_by_one(sheet: AnswerSheet) -> Iterator[AnswerSheet]:
    for code, answer in sheet.answers.items():
        for step in {max(answer.step - 1, 0), min(answer.step + 1, 3)} - {answer.step}:
            yield change(sheet, **{code: step})


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_answer_moved_by_one_step_moves_a_level_by_one_at_most(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=3, most_in_tier=3)))
    sheet = data.draw(sheets(model, STEPS))
    before = score_sheet(model, sheet)

    for other in moved_by_one(sheet):
        after = score_sheet(model, other)
        for one, two in zip(before.dimensions, after.dimensions, strict=True):
            assert abs(rank(one) - rank(two)) <= 1
        assert before.overall.level
        assert after.overall.level
        assert abs(before.overall.level.rank - after.overall.level.rank) <= 1


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_whole_floor_above_makes_up_for_each_gap(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=1)))
    sheet = data.draw(sheets(model, STEPS))

    score = score_sheet(model, sheet).dimensions[0]

    reached = min(rank(score), len(model.tiers))
    assert score.gaps == (score.missing[reached - 1] if reached else 0)
    assert score.gaps <= len(model.tiers) - reached
    assert bool(score.gap_at) == bool(score.gaps)
    if score.gap_at:
        unmet = next(tier for tier in score.tiers if tier.steps)
        practice = model.practice(score.gap_at)
        values = [sheet.step(p) for p in model.dimensions[0].in_tier(model.tier(practice.tier))]
        assert practice.tier == unmet.key
        assert sheet.step(practice) == min(values)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_steps_to_each_level_are_the_fewest(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=1, most_tiers=3, most_in_tier=2)))
    sheet = data.draw(sheets(model, STEPS))
    rule, dimension = rule_of(model), model.dimensions[0]
    fewest: dict[int, int] = {}

    ways = [range(sheet.step(practice), 4) for practice in model.practices]
    for steps in product(*ways):
        other = make_sheet(model, steps)
        taken = sum(steps) - sum(sheet.step(practice) for practice in model.practices)
        for level in range(rule.rank(dimension, other) + 1):
            fewest[level] = min(taken, fewest.get(level, taken))

    score = score_sheet(model, sheet).dimensions[0]
    assert list(score.steps_to) == [fewest[level] for level in range(len(model.tiers) + 1)]


def test_what_has_not_come_up_does_not_count_against_the_limit() -> None:
    quiet = {
        practice.code: SheetAnswer("na", reason="not_come_up")
        for practice in MODEL.practices
        if practice.event
    }
    sheet = AnswerSheet({**make_sheet(MODEL, 2, Evidence.NOTE).answers, **quiet})
    limit = MODEL.scoring.set_aside_limit
    policies = MODEL.dimension("policies")
    others: dict[str, Value] = {p.code: "na" for p in policies.practices if p.na_allowed}

    scored = score_sheet(MODEL, change(sheet, **others))

    assert len(quiet) == limit
    assert scored.dimension("policies").scored
    assert scored.overall.scored


def test_a_tier_without_any_answer_gives_no_score() -> None:
    model = under_sss_2(make_model([(2, 2, 2)]))

    scored = score_sheet(model, make_sheet(model, [2, 2, "na", "na", 2, 2]))

    assert not scored.dimensions[0].scored
    assert doubt_of(model, make_sheet(model, [2, 2, "na", "na", 2, 2])).overall is None


@pytest.mark.parametrize(
    ("steps", "evidence", "lacks"),
    [
        ((3, 3, 3, 3, 3, 3), Evidence.NOTE, (False, False)),
        ((3, 3, 3, 3, 3, 3), Evidence.NONE, (True, False)),
        ((3, 3, 2, 2, 3, 3), Evidence.NOTE, (False, True)),
        ((2, 2, 2, 2, 2, 2), Evidence.NONE, (True, True)),
        ((1, 2, 2, 2, 2, 2), Evidence.NONE, (False, False)),
    ],
)
def test_the_highest_level_says_what_it_lacks_once_all_floors_stand(
    steps: tuple[int, ...], evidence: Evidence, lacks: tuple[bool, bool]
) -> None:
    model = under_sss_2(make_model([(2, 2, 2)]))

    score = score_sheet(model, make_sheet(model, steps, evidence)).dimensions[0]

    assert (score.lacks_support, score.lacks_spare) == lacks


# ---- doubt


def test_not_sure_gives_a_range_and_never_the_lower_end_alone() -> None:
    sheet = change(make_sheet(MODEL, 2, Evidence.NOTE), CUL1="dk", CUL7="dk")

    culture = doubt_of(MODEL, sheet).dimensions["culture"]

    assert culture.certainty is Certainty.RANGE
    assert [practice.code for practice in culture.unsure] == ["CUL1", "CUL7"]
    assert culture.other == culture.level_to
    assert culture.level_to.rank > culture.level.rank


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_level_hangs_on_exactly_the_answers_that_change_it(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=3, most_tiers=3, most_in_tier=2)))
    sheet = data.draw(sheets(model, (*STEPS, "dk")))
    doubt, now = doubt_of(model, sheet), score_sheet(model, sheet).overall.level

    for way, named in ((-1, doubt.falls_with), (1, doubt.rises_with)):
        moved = {
            p.code: change(sheet, **{p.code: value + way})
            for p in model.practices
            if isinstance(value := sheet.answers[p.code].value, int) and 0 <= value + way <= 3
        }
        different = [c for c, s in moved.items() if score_sheet(model, s).overall.level != now]
        assert [practice.code for practice in named] == different


def test_trade_meeting_place_and_team_change_no_score() -> None:
    answers = {code: {"value": a["value"], "reason": a.get("reason", "")}
               for code, a in CASES["sheets"][4]["answers"].items()}  # fmt: skip
    sheet = {"business": "B", "quarter": "2026-Q4", "model": MODEL.key, "answers": answers}

    def scored(**given: object) -> dict[str, Any]:
        return score_document(read_submission({**sheet, **given}, shipped_model).submission)

    plain = scored()
    for trade, team in product((t.key for t in MODEL.trades), TEAMS):
        assert scored(trade=trade, team_size=team) == plain
    for place in MEETS:
        assert scored(meets=[place]) == plain
