"""Tests of what a model file asks team and customers, and of every fault in it."""

from dataclasses import replace
from typing import Any

import pytest

from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.exchange.voice_checks import voice_rules
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.voice_texts import CustomerSurvey, TeamTalk
from assessment.parties.catalogue.library import OWN_MODEL, SHIPPED, model_source, shipped_model

MODEL = shipped_model(OWN_MODEL)
SOURCE = model_source(OWN_MODEL)


def faults(**changed: Any) -> list[str]:
    return [fault for holds, fault in voice_rules(replace(MODEL, **changed)) if not holds]


def survey(model: MaturityModel) -> CustomerSurvey:
    assert model.customer_survey
    return model.customer_survey


def item(**changed: Any) -> dict[str, Any]:
    first, *rest = MODEL.pulse_items
    return {"pulse_items": (replace(first, **changed), *rest)}


def talk() -> TeamTalk:
    assert MODEL.team_talk
    return MODEL.team_talk


@pytest.mark.parametrize("key", SHIPPED)
def test_our_own_models_ask_team_and_customers(key: str) -> None:
    model = shipped_model(key)

    assert [fault for holds, fault in voice_rules(model) if not holds] == []
    assert (len(model.pulse_items), len(survey(model).mirror_items)) == (10, 5)
    assert {each.dimension for each in talk().questions} == {d.key for d in model.dimensions}


def test_a_model_can_leave_out_team_and_customers() -> None:
    nobody = {"pulse": None, "pulse_items": (), "team_talk": None, "customer_survey": None}

    assert faults(**nobody) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"pulse": None}, "pulse: needs pulse_items, and pulse_items need pulse"),
        ({"pulse_items": ()}, "pulse: needs pulse_items, and pulse_items need pulse"),
        (item(dimension="x"), "pulse_items pulse.culture: dimension x is not in the file"),
        (item(anchors=("One",)), "pulse_items pulse.culture: needs 4 anchors"),
        (item(mirrors=("x",)), "pulse_items pulse.culture: practice key x is not in the file"),
        (item(key="pulse.channels"), "pulse_items pulse.channels: appears 2 times"),
        ({"team_talk": replace(talk(), questions=())}, "team_talk: questions must not be empty"),
        (
            {
                "team_talk": replace(
                    talk(), questions=(replace(talk().questions[0], dimension="x"),)
                )
            },
            "team_talk question 1: dimension x is not in the file",
        ),
        (
            {
                "customer_survey": replace(
                    survey(MODEL), recommend=replace(survey(MODEL).recommend, max=5)
                )
            },
            "customer_survey recommend: min must be 0 and max must be 10",
        ),
        (
            {
                "customer_survey": replace(
                    survey(MODEL), scale=replace(survey(MODEL).scale, labels=())
                )
            },
            "customer_survey scale: needs 4 labels",
        ),
        (
            {
                "customer_survey": replace(
                    survey(MODEL), mirror_items=survey(MODEL).mirror_items[:1] * 2
                )
            },
            "customer_survey mirror_items culture: appears 2 times",
        ),
    ],
    ids=range(11),
)
def test_a_fault_is_named(changed: dict[str, Any], fault: str) -> None:
    assert faults(**changed) == [fault]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('group = "mirror"', 'group = "other"', "pulse_items pulse.culture: group must be mirror"),
        ("[pulse]\n", "[pulse]\nintro = 3\n[further]\n", "pulse: intro must be text"),
        ("[[pulse_items]]\n", "[[pulse_items]]\ntext = 3\n[[further]]\n", "text must be text"),
        ("min = 0\n", "min = true\n", "must be a whole number"),
    ],
    ids=range(4),
)
def test_a_wrong_type_is_refused(old: str, new: str, fault: str) -> None:
    with pytest.raises(FaultyModel) as faulty:
        read_model(SOURCE.replace(old, new, 1))

    assert fault in str(faulty.value)
