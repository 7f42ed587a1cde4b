"""Sheets, comparisons and plans that are in no fixture, against the rule written down again."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Mode
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.rules import rule_of
from assessment.domain.trends.comparison import comparison
from tests.domain import oracle_2 as oracle
from tests.domain.making import make_model, make_wish
from tests.domain.strategies import ANY_VALUE, STEPS, models, sheets
from tests.domain.test_sss_2 import MODEL, submitted, under_sss_2

EVIDENCE = list(Evidence)


def drawn_sheet(
    model: MaturityModel, random: Random, values: tuple[Value, ...] = ANY_VALUE
) -> AnswerSheet:
    return AnswerSheet(
        {
            practice.code: SheetAnswer(random.choice(values), random.choice(EVIDENCE))
            for practice in model.practices
        }
    )


def moved(sheet: AnswerSheet, random: Random, most: int) -> AnswerSheet:
    """Return the sheet with each answer at most this many steps away, and a few that come or go."""
    answers = {}
    for code, answer in sheet.answers.items():
        step = min(max(answer.step + random.randint(-1, most), 0), 3)
        values: tuple[Value, ...] = (step, "dk", "na")
        value = random.choices(values, (30, 1, 1))[0]
        answers[code] = replace(answer, value=value)
    return AnswerSheet(answers)


# ---- levels and steps


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_levels_gaps_and_what_is_insufficient_come_out_equal(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models()))
    values = data.draw(st.sampled_from([ANY_VALUE, STEPS, (2, 3), (1, 2, "na")]))
    sheet = data.draw(sheets(model, values))

    scored = rule_of(model).score_sheet(sheet)

    ranks = []
    for area, score in zip(model.dimensions, scored.dimensions, strict=True):
        assert score.scored is not oracle.is_insufficient(model, area, sheet.answers)
        if score.scored:
            assert score.level is not None
            assert score.level.rank == oracle.rank(model, area, sheet.answers)
            assert list(score.missing) == oracle.missing(model, area, sheet.answers)
            ranks.append(score.level.rank)
    if scored.overall.level:
        assert scored.overall.level.rank == oracle.overall(ranks)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_steps_to_each_level_come_out_equal(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=1, most_tiers=3, most_in_tier=2)))
    sheet = data.draw(sheets(model, (0, 1, 2, 3, "dk")))
    (area,), (score,) = model.dimensions, rule_of(model).score_sheet(sheet).dimensions

    assert list(score.steps_to) == [
        oracle.fewest_steps(model, area, sheet.answers, goal)
        for goal in range(len(model.tiers) + 1)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_chances_come_out_equal(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    shape = random.choice([[[2, 1, 2]], [[1, 1], [2, 1]], [[2, 2, 1]], [[2], [1], [1]]])
    model = under_sss_2(make_model(shape, weights=(3, 2, 1)[: len(shape[0])]))
    sheet = drawn_sheet(model, random, (0, 1, 1, 2, 2, 3, "dk"))

    doubt = submitted(model, sheet).doubt

    expected = oracle.chances(model, sheet.answers)
    assert doubt is not None
    assert doubt.overall is not None
    for key, named in {"": doubt.overall, **doubt.dimensions}.items():
        found = {rank: chance for rank, chance in enumerate(named.chances) if chance}
        assert found == {rank: chance for rank, chance in expected[key].items() if chance}


# ---- comparisons


@pytest.mark.parametrize("other", [False, True], ids=["same person", "another person"])
@pytest.mark.parametrize("seed", range(25))
def test_each_verdict_of_a_comparison_comes_out_equal(seed: int, other: bool) -> None:  # noqa: FBT001
    random = Random(seed)  # noqa: S311
    then = drawn_sheet(MODEL, random, (0, 1, 1, 2, 2, 3))
    now = moved(then, random, most=1 + seed % 3)

    both = comparison(submitted(MODEL, then), submitted(MODEL, now), other_person=other)

    found = {area.key: str(change.verdict) for area, change in both.areas if change}
    if both.overall:
        found[""] = str(both.overall.verdict)
    assert found == oracle.changes(MODEL, then, now, other=other)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_the_word_for_what_was_worked_on_comes_out_equal(data: st.DataObject) -> None:
    codes = [practice.code for practice in MODEL.practices]
    steps = st.lists(st.integers(0, 3), min_size=len(codes), max_size=len(codes))
    then, now = (dict(zip(codes, data.draw(steps), strict=True)) for _ in range(2))
    acted = data.draw(st.sets(st.sampled_from(codes), max_size=8))
    now |= {code: 3 for code in acted if data.draw(st.booleans())}
    other = data.draw(st.booleans())

    found = rule_of(MODEL).worked_on({c: (then[c], now[c]) for c in codes}, acted, other=other)

    assert found is not None
    expected = oracle.worked_on(then, now, acted, other=other)
    assert (str(found.verdict) if found.verdict else "not comparable") == expected


# ---- plans


def with_people(model: MaturityModel, random: Random) -> MaturityModel:
    """Return the model with actions that take more where more people take part."""
    shares: list[Any] = [Fraction(0), Fraction(1, 4), Fraction(1, 2)]
    actions = tuple(
        replace(a, hours_each=random.choice(shares), cost_each=20 * random.choice(shares))
        for a in model.actions
    )
    return replace(model, actions=actions, planning=MODEL.planning)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("seed", range(6))
def test_a_plan_for_a_team_comes_out_equal(mode: Mode, seed: int) -> None:
    random = Random(f"{mode} {seed}")  # noqa: S311
    model = with_people(under_sss_2(make_model([[2, 1, 1], [1, 2, 1]], seed=seed)), random)
    sheet = drawn_sheet(model, random, (0, 1, 1, 2, 2, 3, "dk"))
    team = random.choice(["1", "2-4", "5-9", "10-24"])
    unfit = random.sample([action.code for action in model.actions], 2)
    wish = make_wish(
        hours=random.randint(4, 40),
        money=random.choice((0, 100, 400, 1500)),
        max_actions=random.randint(2, 6),
        mode=mode,
        importance={area.key: random.randint(1, 3) for area in model.dimensions},
        team=team,
        not_suitable=dict.fromkeys(unfit, "It does not suit."),
    )

    plan = make_plan(model, sheet, wish)

    codes, value, levels, hours, money = oracle.best_plan(
        model, sheet, wish, MODEL.planning.people_in(team)
    )
    assert [action.code for action in model.actions if action.code in plan.codes] == codes
    assert (plan.value, plan.levels_gained) == (value, levels)
    assert (plan.hours, plan.money) == (hours, money)
