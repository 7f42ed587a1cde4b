"""Every fault of a model file that concerns doubt, teams or questions about events."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.exchange.doubt_checks import FIGURES, doubt_rules
from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.answers import AnswerSheet, NotAllowedToSetAside, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import TEAMS
from assessment.parties.catalogue.library import SHIPPED, find_model, model_source, shipped_model
from tests.domain.making import make_sheet

MODEL = shipped_model("cairn-1.1")
SOURCE = model_source("cairn-1.1")
FILE = {"scoring": dict.fromkeys(FIGURES)}


def faults(model: MaturityModel, file: Any = None) -> list[str]:
    return [fault for holds, fault in doubt_rules(model, file or FILE) if not holds]


def scoring(**figures: object) -> MaturityModel:
    return replace(MODEL, scoring=replace(MODEL.scoring, **figures))  # type: ignore[arg-type]


def planning(**figures: object) -> MaturityModel:
    return replace(MODEL, planning=replace(MODEL.planning, **figures))  # type: ignore[arg-type]


def answers(**texts: str) -> MaturityModel:
    return replace(MODEL, answers=replace(MODEL.answers, **texts))  # type: ignore[arg-type]


def level_texts(**texts: object) -> MaturityModel:
    assert MODEL.level_texts is not None
    return replace(MODEL, level_texts=replace(MODEL.level_texts, **texts))  # type: ignore[arg-type]


def change_texts(**texts: str) -> MaturityModel:
    assert MODEL.change_texts is not None
    return replace(MODEL, change_texts=replace(MODEL.change_texts, **texts))


def all_events() -> MaturityModel:
    first, *others = MODEL.dimensions
    practices = tuple(
        replace(p, event=not p.na_allowed and p.tier == "solid") for p in first.practices
    )
    return replace(MODEL, dimensions=(replace(first, practices=practices), *others))


@pytest.mark.parametrize("key", SHIPPED)
def test_every_version_that_comes_with_cairn_passes(key: str) -> None:
    assert checked_model(model_source(key), find_model).key == key


def test_a_rule_without_doubt_needs_none_of_it() -> None:
    old = shipped_model("cairn-1.0")

    assert faults(old, {"scoring": {}}) == []
    assert (old.level_texts, old.change_texts, old.overlay) == (None, None, None)
    assert old.planning.people_in("5-9") == 0
    assert (old.planning.hours_for("5-9"), old.planning.money_for("5-9")) == (12, 200)


def test_every_figure_that_is_missing_is_named() -> None:
    assert faults(MODEL, {"scoring": {}}) == [f"scoring: {name} is missing" for name in FIGURES]


@pytest.mark.parametrize(
    ("model", "fault"),
    [
        (scoring(retest_noise=Fraction(2)), "scoring: retest_noise must be at most 1"),
        (
            scoring(retest_noise_note=Fraction(0)),
            "scoring: retest_noise_note must be more than 0 and at most retest_noise",
        ),
        (
            scoring(retest_noise_checked=Fraction(3, 5)),
            "scoring: retest_noise_checked must be more than 0 and at most retest_noise",
        ),
        (
            scoring(retest_noise_other=Fraction(2, 5)),
            "scoring: retest_noise_other must be at least retest_noise",
        ),
        (scoring(shared_share=Fraction(-1)), "scoring: shared_share must be from 0 to 1"),
        (
            scoring(shared_share_other=Fraction(2)),
            "scoring: shared_share_other must be from 0 to 1",
        ),
        (scoring(acted_margin=Fraction(-1)), "scoring: acted_margin must be 0 or more"),
        (scoring(perhaps=Fraction(3, 5)), "scoring: perhaps must be from 0 to 0.5"),
        (
            scoring(clear_alpha=Fraction(1, 5)),
            "scoring: clear_alpha must be more than 0 and less than likely_alpha",
        ),
        (
            scoring(item_noise={"XYZ": Fraction(1, 2)}),
            "scoring: item_noise has XYZ, which is not in the file",
        ),
        (
            scoring(item_noise={"CUL1": Fraction(0)}),
            "scoring: item_noise CUL1 must be more than 0 and at most 1",
        ),
        (
            planning(people={"1": 1}),
            f"planning: people must have a growing number of people for {', '.join(TEAMS)}",
        ),
        (
            planning(people=dict.fromkeys(TEAMS, 2)),
            f"planning: people must have a growing number of people for {', '.join(TEAMS)}",
        ),
        (
            planning(people_unknown="7"),
            f"planning: people_unknown must be one of {', '.join(TEAMS)}",
        ),
        (
            planning(usual_hours={"7": 8}),
            f"planning: usual_hours must be 0 or more for some of {', '.join(TEAMS)}",
        ),
        (
            planning(usual_money={"1": -8}),
            f"planning: usual_money must be 0 or more for some of {', '.join(TEAMS)}",
        ),
        (all_events(), "dimension culture: solid must have a practice that cannot be set aside"),
        (answers(not_come_up=""), "answers: not_come_up is missing"),
        (answers(not_come_up_hint=""), "answers: not_come_up_hint is missing"),
        (replace(MODEL, level_texts=None), "level_texts: must be in the file"),
        (replace(MODEL, change_texts=None), "change_texts: must be in the file"),
        (
            level_texts(perhaps="{more}"),
            "level_texts: perhaps may have only these gaps: level, other",
        ),
        (level_texts(rule=("One {level}.",)), "level_texts: rule may have only these gaps: none"),
        (level_texts(plain="{level"), "level_texts: plain may have only these gaps: level"),
        (change_texts(chance="{}"), "change_texts: chance may have only these gaps: none"),
    ],
    ids=range(25),
)
def test_a_fault_is_named(model: MaturityModel, fault: str) -> None:
    assert fault in faults(model)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "na_allowed = false\nevent = true",
            'na_allowed = true\nna_when = "Never."\nevent = true',
            "practice POL2: event and na_allowed must not both be true",
        ),
        (
            "hours_each = 0.25",
            "hours_each = -1",
            "action CUL1q: hours_each and cost_each must be 0 or more",
        ),
        ("retest_noise_note = 0.4 ", "# ", "scoring: retest_noise_note is missing"),
        (
            '"2-4" = 3',
            '"2-4" = 3.5',
            "planning: people must be a whole number for each size of a team",
        ),
        (
            "[scoring]",
            "[scoring]\nitem_noise = {CUL1 = true}",
            "scoring: item_noise must be a number for each question",
        ),
        ('plain = "{level}"', "", "level_texts: plain is missing"),
    ],
    ids=range(6),
)
def test_a_fault_in_a_file_is_named(old: str, new: str, fault: str) -> None:
    with pytest.raises(FaultyModel) as faulty:
        checked_model(SOURCE.replace(old, new, 1))

    assert fault in faulty.value.faults


def test_figures_of_questions_are_read_exactly() -> None:
    model = read_model(SOURCE.replace("[scoring]", "[scoring]\nitem_noise = {CUL1 = 0.45}", 1))

    assert model.scoring.item_noise == {"CUL1": Fraction(9, 20)}


# ---- questions about events


@pytest.mark.parametrize(
    ("code", "reason"), [("POL2", ""), ("POL2", "It is calm here."), ("CUL3", "not_come_up")]
)
def test_an_event_is_set_aside_only_because_it_has_not_come_up(code: str, reason: str) -> None:
    sheet = AnswerSheet({**make_sheet(MODEL, 2).answers, code: SheetAnswer("na", reason=reason)})

    with pytest.raises(NotAllowedToSetAside):
        sheet.validate(MODEL)


def test_what_has_not_come_up_is_a_complete_answer() -> None:
    quiet = SheetAnswer("na", reason="not_come_up")

    AnswerSheet({**make_sheet(MODEL, 2).answers, "POL2": quiet}).validate(MODEL)
