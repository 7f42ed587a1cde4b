"""The chances of levels against a count of every combination of answers, on small models."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.level_doubt import Certainty, LevelDoubt
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.sss_2 import FloorsWithDoubt
from assessment.parties.catalogue.library import shipped_model
from tests.domain.strategies import ANY_VALUE, models, sheets
from tests.domain.test_sss_2 import under_sss_2

MODEL = shipped_model("cairn-1.1")
SIGMAS = {
    Evidence.NONE: Fraction(1, 2),
    Evidence.NOTE: Fraction(2, 5),
    Evidence.CHECKED: Fraction(1, 4),
}
MOODS = {-1: Fraction(2, 5), 0: Fraction(1, 5), 1: Fraction(2, 5)}
"""With a shared share of 1/5 of a variance of 1/4, four sheets of five are in a mood."""


def possible(answer: SheetAnswer, mood: int) -> list[tuple[SheetAnswer, Fraction]]:
    """Return the true answers that may be behind a given one, with their chances."""
    if answer.value == "na":
        return [(answer, Fraction(1))]
    if answer.value == "dk":
        return [(replace(answer, value=step), Fraction(1, 4)) for step in range(4)]
    up, down = {-1: (0, 2), 0: (1, 1), 1: (2, 0)}[mood]
    p = SIGMAS[answer.evidence] ** 2 / 2
    found: dict[int, Fraction] = defaultdict(Fraction)
    found[min(answer.step + 1, 3)] += up * p
    found[max(answer.step - 1, 0)] += down * p
    found[answer.step] += 1 - 2 * p
    return [(replace(answer, value=step), chance) for step, chance in found.items()]


def every_sheet(sheet: AnswerSheet) -> Iterator[tuple[AnswerSheet, Fraction]]:
    for mood, share in MOODS.items():
        kernels = [possible(answer, mood) for answer in sheet.answers.values()]
        for picked in product(*kernels):
            answers = dict(zip(sheet.answers, (answer for answer, _ in picked), strict=True))
            yield AnswerSheet(answers), share * prod(chance for _, chance in picked)


def counted(model: MaturityModel, sheet: AnswerSheet) -> dict[str, dict[int, Fraction]]:
    """Count the chance of each level by looking at every sheet that could be behind this one."""
    rule = FloorsWithDoubt(model)
    found: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for possible_sheet, chance in every_sheet(sheet):
        ranks = {d.key: rule.level_rank(d, possible_sheet) for d in model.dimensions}
        for key, rank in ranks.items():
            found[key][rank] += chance
        found[""][rule.overall_rank(list(ranks.values()))] += chance
    return found


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_chances_are_those_of_every_combination(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=2, most_tiers=1, most_in_tier=3)))
    sheet = data.draw(sheets(model, (0, 1, 2, 3, "dk")))

    compare(model, sheet)


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_the_chances_over_several_tiers_are_those_of_every_combination(data: st.DataObject) -> None:
    model = under_sss_2(data.draw(models(most_dimensions=1, most_tiers=3, most_in_tier=2)))
    sheet = data.draw(sheets(model, ANY_VALUE))

    if rule_of(model).score_sheet(sheet).overall.scored:
        compare(model, sheet)


def compare(model: MaturityModel, sheet: AnswerSheet) -> None:
    rule = FloorsWithDoubt(model)
    doubt, expected = rule.doubt(sheet, rule.score_sheet(sheet)), counted(model, sheet)
    assert doubt.overall is not None
    for key, named in {"": doubt.overall, **doubt.dimensions}.items():
        assert sum(named.chances) == 1
        assert dict(enumerate(named.chances)) == {
            level.rank: expected[key].get(level.rank, Fraction(0)) for level in model.levels
        }


@pytest.mark.parametrize(
    ("down", "up", "certainty", "other"),
    [
        (0, 0, Certainty.PLAIN, None),
        (19, 19, Certainty.PLAIN, None),
        (20, 0, Certainty.PERHAPS, "solid"),
        (19, 20, Certainty.PERHAPS, "sparkle"),
        (20, 20, Certainty.GIVE_OR_TAKE, None),
    ],
)
def test_a_neighbouring_level_is_named_from_one_chance_in_five(
    down: int, up: int, certainty: Certainty, other: str | None
) -> None:
    chances = tuple(Fraction(n, 100) for n in (0, down, 100 - down - up, up, 0))
    smooth = MODEL.level("smooth")

    doubt = LevelDoubt.of(
        (smooth, smooth), chances, (), levels=MODEL.levels, perhaps=MODEL.scoring.perhaps
    )

    assert doubt.certainty is certainty
    assert (doubt.other.key if doubt.other else None) == other
    assert MODEL.level_texts is not None
    assert smooth.title in doubt.words(MODEL.level_texts)
