"""Tests of what an answer sheet can contain."""

import pytest

from assessment.domain.model.answers import (
    AnswerSheet,
    Incomplete,
    NotAllowedToSetAside,
    SheetAnswer,
    UnknownPractice,
    ValueOutOfRange,
)
from assessment.domain.model.maturity import MaturityModel
from tests.domain.making import change, make_sheet


def test_a_complete_sheet_is_accepted(model: MaturityModel, lindgren: AnswerSheet) -> None:
    lindgren.validate(model)

    assert lindgren.blanks(model) == ()


def test_a_blank_is_not_an_answer(model: MaturityModel) -> None:
    sheet = AnswerSheet({p.code: SheetAnswer("dk") for p in model.practices[:-2]})

    assert sheet.blanks(model) == model.practices[-2:]
    assert sheet.get("CUL1") == SheetAnswer("dk")
    assert sheet.get("PER6") is None
    assert sheet.step(model.practice("PER6")) == 0
    with pytest.raises(Incomplete, match="PER5, PER6") as incomplete:
        sheet.validate(model)
    assert incomplete.value.practices == model.practices[-2:]


def test_an_unknown_question_is_refused(model: MaturityModel) -> None:
    sheet = AnswerSheet({**make_sheet(model, 1).answers, "XYZ1": SheetAnswer(1)})

    with pytest.raises(UnknownPractice, match="XYZ1"):
        sheet.validate(model)


@pytest.mark.parametrize("value", [-1, 4, "two"])
def test_a_value_that_is_not_a_step_is_refused(model: MaturityModel, value: int) -> None:
    with pytest.raises(ValueOutOfRange, match="CUL1"):
        change(make_sheet(model, 1), CUL1=value).validate(model)


def test_a_practice_can_be_set_aside_only_if_the_model_allows_it(model: MaturityModel) -> None:
    change(make_sheet(model, 1), CUL3="na").validate(model)

    with pytest.raises(NotAllowedToSetAside, match="CUL1"):
        change(make_sheet(model, 1), CUL1="na").validate(model)
