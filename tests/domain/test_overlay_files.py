"""Tests of reading an overlay, and of every fault that one can have."""

from dataclasses import replace
from typing import Any

import pytest

from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.overlay_checks import checked_overlay, overlay_rules
from assessment.domain.exchange.overlay_file import read_overlay
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.overlays import MEETS, TEAMS, Overlay, Variant
from assessment.parties.catalogue.library import model_source, shipped_model

MODEL = shipped_model("cairn-1.1")
HEAD = '[overlay]\nmodel = "cairn-1.1"\nversion = "2"\n'
ROW = '\n[[variants]]\ntrade = "food"\npractice = "CUL1"\nhint = "Ask your regulars."\n'


def faults(*rows: Variant, **head: str) -> list[str]:
    overlay = Overlay(**{"model": MODEL.key, "version": "2", **head}, variants=rows)
    return [fault for holds, fault in overlay_rules(MODEL, overlay) if not holds]


def row(**fields: Any) -> Variant:
    return Variant(**{"trade": "food", "practice": "CUL3", **fields})


def test_the_overlay_of_a_model_has_no_faults() -> None:
    assert [fault for holds, fault in overlay_rules(MODEL, MODEL.overlay) if not holds] == []
    assert list(overlay_rules(MODEL, None)) == []


def test_an_overlay_can_be_a_file_of_its_own() -> None:
    overlay = checked_overlay(HEAD + ROW, MODEL)

    assert overlay.version == "2"
    assert overlay.variants == (row(practice="CUL1", hint="Ask your regulars."),)
    assert read_overlay(HEAD).variants == ()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "overlay: model is missing"),
        ("overlay = 3", "overlay: version is missing"),
        ("variants = 3\n" + HEAD, "variants: must be a list of tables"),
        (HEAD + ROW + 'hintt = "More."', "variants 1: hintt is not recognised"),
        (HEAD + ROW + "words = 3", "variants 1: words must be text"),
        (HEAD + ROW + 'examples = "One"', "variants 1: examples must be a list of texts"),
        (HEAD + 'title = "More"', "overlay: title is not recognised"),
        (HEAD + ROW.replace("food", "space"), "variants 1: trade must be one of food, shop"),
        (HEAD + ROW.replace("Ask your regulars.", " "), "variants 1 hint: must not be empty"),
        (HEAD + ROW.replace("Ask", "Ask " * 26), "variants 1 hint: has a sentence of 28 words"),
        ("[", "not TOML: "),
    ],
    ids=range(11),
)
def test_a_fault_in_a_file_is_named(source: str, fault: str) -> None:
    with pytest.raises(FaultyModel) as faulty:
        checked_overlay(source, MODEL)

    assert any(found.startswith(fault) for found in faulty.value.faults)


def test_a_model_names_the_faults_of_its_overlay_too() -> None:
    with pytest.raises(FaultyModel) as faulty:
        read_model(model_source("cairn-1.1") + '\n[[variants]]\nhintt = "More."\n')

    assert any(fault.endswith("hintt is not recognised") for fault in faulty.value.faults)


LONG = " ".join(["word"] * 13)


@pytest.mark.parametrize(
    ("variant", "fault"),
    [
        (row(trade="", hint="Think."), "needs trade, meets or team"),
        (row(trade="space", hint="Think."), "trade must be one of food"),
        (row(meets="here", hint="Think."), f"meets must be one of {', '.join(MEETS)}"),
        (row(team="7", hint="Think."), f"team must be one of {', '.join(TEAMS)}"),
        (row(practice="", hint="Think."), "needs one of practice, action and dimension"),
        (row(action="CUL3q", hint="Think."), "needs one of practice, action and dimension"),
        (row(practice="XYZ", hint="Think."), "XYZ is not in the file"),
        (row(practice="", action="XYZ", words="Say."), "XYZ is not in the file"),
        (row(words="Say."), "may have only hint, examples, evidence_hint, na_when"),
        (
            row(practice="", action="CUL3q", hint="Think."),
            "may have only words, first_move, steps, done_when, examples, not_suitable",
        ),
        (row(practice="", dimension="culture", hint="Think."), "may have only intro, readings"),
        (row(practice="", dimension="space", intro="All."), "space is not in the file"),
        (row(practice="", action="CUL3q", steps=("One.",)), "needs as many steps as CUL3q has"),
        (
            row(practice="", dimension="culture", readings={"rocky": "Hard."}),
            "readings must be of starting, solid, smooth, sparkle, signature",
        ),
        (row(), "needs a field, or not_suitable alone"),
        (
            row(practice="", action="CUL3q", not_suitable="No.", words="Say."),
            "needs a field, or not_suitable alone",
        ),
        (row(practice="CUL1", na_when="Never."), "na_when needs a practice with na_allowed"),
        (row(examples=()), "examples must be 1 to 4"),
        (row(examples=("One",) * 5), "examples must be 1 to 4"),
        (row(examples=(LONG,)), "an example must have at most 12 words"),
        (
            row(practice="", action="CUL3q", not_suitable=f"{LONG} {LONG}"),
            "not_suitable must have at most 20 words",
        ),
    ],
    ids=range(21),
)
def test_a_fault_of_a_row_is_named(variant: Variant, fault: str) -> None:
    assert any(found.startswith(f"variants 1: {fault}") for found in faults(variant))


def test_an_overlay_is_for_its_model_and_has_a_version() -> None:
    assert faults(model="cairn-1.0", version=" ") == [
        "overlay: model must be cairn-1.1",
        "overlay: version must not be empty",
    ]


def test_no_field_is_given_twice_under_the_same_keys() -> None:
    twice = row(hint="Think.")

    assert faults(twice, twice) == ["variants: hint of CUL3 for food appears 2 times"]
    assert faults(twice, replace(twice, team="1"), row(examples=("One",))) == []


def test_every_business_keeps_a_first_step_in_each_tier() -> None:
    unfit = [Variant(action=code, trade="food", not_suitable="No.") for code in ("CUL1q", "CUL7q")]

    found = faults(*unfit)

    assert found == [
        f"variants: no quick action is left in culture solid for food, {team}" for team in TEAMS
    ]
    assert faults(unfit[0]) == []
