"""Tests of the cairn's stones."""

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.cairns import cairn_of
from assessment.domain.scoring.rules import score_sheet
from tests.domain.making import change


def test_a_slot_is_filled_only_if_all_lower_tiers_are_met(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    solid, smooth, sparkle = cairn_of(model, score_sheet(model, lindgren))

    assert solid.full
    assert solid.steps == 0
    # The filled slots are those of Channels and Personalisation.
    assert smooth.filled == (False, False, True, False, True)
    assert (smooth.count, smooth.steps) == (2, 4)
    # Consistency has met Sparkle too, but its slot stays empty because it has not met Smooth.
    assert sparkle.filled == (False, False, False, False, True)
    assert sparkle.steps == 8


def test_an_area_without_a_score_leaves_its_slots_empty(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, PER7="na", PER2="na", PER3="na")

    assert [stone.filled[-1] for stone in cairn_of(model, score_sheet(model, sheet))] == [False] * 3
