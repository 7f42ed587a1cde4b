"""Tests of reading a model file, and of every fault that one can have."""

import re
from fractions import Fraction

import pytest

from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.rules import UnknownRule, score_sheet
from assessment.parties.catalogue.library import OWN_MODEL, model_source
from tests.domain.making import make_sheet

SOURCE = model_source(OWN_MODEL)


def faults(source: str) -> tuple[str, ...]:
    with pytest.raises(FaultyModel) as faulty:
        checked_model(source)
    return faulty.value.faults


def edited(old: str, new: str, *, after: str = "") -> str:
    """Return our own model file with the first `old` after `after` replaced by `new`."""
    head, mark, tail = SOURCE.partition(after) if after else ("", "", SOURCE)
    assert old in tail
    return head + mark + tail.replace(old, new, 1)


def test_our_own_model_passes_every_check() -> None:
    model = checked_model(SOURCE)

    assert (model.key, len(model.practices), len(model.actions)) == ("cairn-1.1", 30, 60)
    assert len(model.content_hash) == 64


def test_a_model_is_looked_up_by_its_codes(model: MaturityModel) -> None:
    practice = model.practice("POL2")

    assert model.position("POL2") == 8
    assert [action.code for action in model.actions_for("POL2")] == ["POL2q", "POL2d"]
    assert model.practice_or_none("XYZ") is None
    assert model.dimension(practice.dimension).title == "Policies"
    assert model.tier(practice.tier).weight == 3
    assert model.level_at(4) == model.level("signature")
    assert model.money(model.action("CUL3d")) == 50
    assert model.dimension("policies").weight == 1


def test_a_dimension_can_have_more_weight() -> None:
    heavier = read_model(edited('key = "culture"', 'key = "culture"\nweight = 1.5'))

    assert heavier.dimension("culture").weight == Fraction(3, 2)
    assert heavier.scoring.retest_noise == Fraction(1, 2)


def test_a_file_that_is_not_toml_is_refused() -> None:
    [fault] = faults("model = [")

    assert fault.startswith("not TOML: ")


def test_every_missing_table_is_named() -> None:
    found = faults("")

    assert {
        "model: id is missing",
        "scoring: rule is missing",
        "answers: labels is missing",
    } <= set(found)


def test_every_fault_is_named() -> None:
    source = SOURCE.replace('short = "A promise everyone can say"\n', "").replace(
        'short = "Freedom to put things right"\n', ""
    )

    assert faults(source) == (
        "practices CUL1: short is missing",
        "practices CUL3: short is missing",
    )


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (edited("hours = 12", 'hours = "twelve"'), "planning: hours must be a whole number"),
        (edited("hours = 12", "hours = true"), "planning: hours must be a whole number"),
        (edited("hours = 12", "hours = 1.5"), "planning: hours must be a whole number"),
        (edited('title = "Solid"', "title = 3"), "tiers solid: title must be text"),
        (
            edited("retest_noise = 0.5", "retest_noise = nan"),
            "scoring: retest_noise must be a number",
        ),
        (
            edited("na_allowed = false", "na_allowed = 0"),
            "practices CUL1: na_allowed must be true or false",
        ),
        (
            edited("cost_bands = [0, 50, 200, 1000]", "cost_bands = [0.5]"),
            "planning: cost_bands must be a list of whole numbers",
        ),
        (edited('kind = "quick"', 'kind = "slow"'), "actions CUL1q: kind must be quick or deep"),
        (edited('labels = ["Not yet",', "labels = [3,"), "answers: labels must be a list of texts"),
        (
            edited('starting = "The goodwill', "starting = 1 #"),
            "dimensions culture: readings must be a text for each level",
        ),
        (
            edited('dimension = "culture"', 'dimension = "weather"'),
            "practices CUL1: dimension weather is not in the file",
        ),
        (
            "trades = 3\n" + SOURCE.replace("[[trades]]", "[[traded]]"),
            "trades: must be a list of tables",
        ),
        ("model = 3", "model: id is missing"),
        (
            'practices = 3\n[[dimensions]]\nkey = "culture"',
            "practices: must be a list of tables",
        ),
        ("dimensions = [3]\n[[practices]]\ncode = 3", "dimensions: must be a list of tables"),
        ("[[tiers]]\nweight = 3", "tiers 1: key is missing"),
        (f"[scoring]\nretest_noise = 1{'0' * 400}", "scoring: rule is missing"),
    ],
    ids=range(17),
)
def test_a_value_of_the_wrong_type_is_named(source: str, fault: str) -> None:
    assert fault in faults(source)


LONG = " ".join(["word"] * 26)
PRACTICE = 'code = "CUL3"'
ACTION = 'code = "CUL1q"'


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            edited('id = "cairn"', 'id = "Cairn!"'),
            "model: id must be lower-case letters, digits and hyphens",
        ),
        (edited('version = "1.1"', 'version = "new"'), "model: version must be numbers and dots"),
        (edited('code = "CUL7"', 'code = "CUL1"'), "practice CUL1: appears 2 times"),
        (edited('code = "CUL7q"', 'code = "CUL1q"'), "action CUL1q: appears 2 times"),
        (
            edited('key = "culture.skills"', 'key = "culture.promise"'),
            "practice key culture.promise: appears 2 times",
        ),
        (
            edited('code = "CUL7"', 'code = "cul 2"'),
            "practice cul 2: must match [A-Z][A-Z0-9]*, up to 20 characters",
        ),
        (edited('rule = "sss-2"', 'rule = "abc-9"'), "scoring: rule must be one of sss-1, sss-2"),
        (
            edited("tier_least = 1 ", "tier_least = 3 "),
            "scoring: tier_least must be from 1 to tier_mean",
        ),
        (edited("tier_mean = 2 ", "tier_mean = 3 "), "scoring: tier_mean must be less than 3"),
        (
            edited("set_aside_limit = 2", "set_aside_limit = -1"),
            "scoring: set_aside_limit must be 0 or more",
        ),
        (
            edited("retest_noise = 0.5", "retest_noise = 0"),
            "scoring: retest_noise must be more than 0",
        ),
        (
            edited("rank = 4", "rank = 5"),
            "levels: needs one per tier, one below and one above, with ranks from 0 upwards",
        ),
        (edited("weight = 3", "weight = 0"), "tier solid: weight must be 1 or more"),
        (
            edited("step_values = [0, 2, 4, 5]", "step_values = [0, 2, 2, 5]"),
            "planning: step_values must increase",
        ),
        (
            edited("cost_bands = [0, 50", "cost_bands = [60, 50"),
            "planning: cost_bands must increase",
        ),
        (
            edited("cost_bands = [0, 50", "cost_bands = [-1, 50"),
            "planning: cost_bands must be 0 or more",
        ),
        (
            edited("steps_per_quarter = 2", "steps_per_quarter = 0"),
            "planning: steps_per_quarter must be 1 or more",
        ),
        (
            edited("hours = 12", "hours = -12"),
            "planning: hours, money and max_actions must be 0 or more",
        ),
        (edited('labels = ["Not yet", ', "labels = ["), "answers: needs 4 labels"),
        (
            edited('key = "culture"', 'key = "culture"\nweight = 0'),
            "dimension culture: weight must be more than 0",
        ),
        (
            edited('tier = "smooth"', 'tier = "solid"', after=PRACTICE),
            "dimension culture: must have 2 to 4 practices in smooth, not 1",
        ),
        (
            edited('tier = "smooth"', 'tier = "shiny"', after=PRACTICE),
            "practice CUL3: tier shiny is not in the file",
        ),
        (
            edited('starting = "The goodwill', 'starter = "The goodwill'),
            "dimension culture: no reading for level starting",
        ),
        (
            edited("anchors = [", 'anchors = [ "One more.",', after=PRACTICE),
            "practice CUL3: needs 4 anchors",
        ),
        (
            edited("na_allowed = true", "na_allowed = false", after=PRACTICE),
            "practice CUL3: na_when must be set if na_allowed is true, and only then",
        ),
        (
            edited("na_allowed = false", "na_allowed = true"),
            "practice CUL1: na_when must be set if na_allowed is true, and only then",
        ),
        (
            edited('kind = "quick"', 'kind = "deep"', after=ACTION),
            "practice CUL1: must have one deep action, not 2",
        ),
        (
            edited('practice = "CUL1"', 'practice = "CUL9"', after=ACTION),
            "action CUL1q: practice CUL9 is not in the file",
        ),
        (
            edited("cost_band = 0", "cost_band = 4", after=ACTION),
            "action CUL1q: cost_band must be from 0 to 3",
        ),
        (edited("hours = 2", "hours = 0", after=ACTION), "action CUL1q: hours must be 1 or more"),
        (
            edited('dimension = "any"', 'dimension = "weather"'),
            "find_out_tasks find_out.any: dimension weather is not in the file",
        ),
        (SOURCE.split("[[find_out_tasks]]")[0], "find_out_tasks: no task for dimension culture"),
        (
            edited('short = "A promise everyone can say"', 'short = " "'),
            "practices CUL1 short: must not be empty",
        ),
        (
            edited('title = "Cheer for the first success"', f'title = "Short one. {LONG}. Short."'),
            "title: has a sentence of 26 words; the limit is 25",
        ),
        (
            edited("[[tiers]]", "[[tears]]").replace("[[tiers]]", "[[tears]]"),
            "tiers: must not be empty",
        ),
    ],
    ids=range(35),
)
def test_a_fault_that_prevents_publishing_is_named(source: str, fault: str) -> None:
    assert any(
        re.fullmatch(f"(micro_experiences \\d+ )?{re.escape(fault)}", f) for f in faults(source)
    )


def test_a_quotation_can_end_a_sentence() -> None:
    half = " ".join(["word"] * 20)

    checked_model(edited('title = "Solid"', f'title = "“{half}.” {half}?\\n{half}"'))


def test_an_unknown_rule_does_not_score() -> None:
    model = read_model(edited('rule = "sss-2"', 'rule = "abc-9"'))

    with pytest.raises(UnknownRule, match="abc-9"):
        score_sheet(model, make_sheet(model, 1))
