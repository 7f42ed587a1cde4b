"""Tests of the simulation of unchanged firms, with only a few of them."""

from random import Random

import pytest

from assessment.domain.scoring.rules import RULES
from assessment.parties.catalogue.library import SHIPPED, shipped_model
from benchmarks import instrument
from benchmarks.instrument import COLUMNS, OTHER, RETESTS, SAME, Retest, row_of

MODEL = shipped_model("cairn-1.1")
CALM = Retest(SAME, 0.0, 0.0)


def test_every_rule_is_simulated_with_a_model_of_its_own() -> None:
    assert {shipped_model(key).scoring.rule for key in SHIPPED} == set(RULES)


def test_the_same_seed_gives_the_same_firms() -> None:
    assert row_of(MODEL, RETESTS[1], 2) == row_of(MODEL, RETESTS[1], 2)


@pytest.mark.parametrize("key", SHIPPED)
def test_without_any_error_nothing_seems_to_change(key: str) -> None:
    found = row_of(shipped_model(key), CALM, 2)

    assert {name: set(column) for name, column in found.items()} == {
        name: {100.0 if name in {"level same", "as named"} else 0.0} for name in COLUMNS
    }


def test_the_true_steps_vary_as_the_population_does() -> None:
    random = Random(7)  # noqa: S311 - repeatable, not secret
    firms = [instrument.true_steps(MODEL, 1.6, random) for _firm in range(400)]

    for tier, ease in zip(MODEL.tiers, instrument.EASE, strict=True):
        codes = [practice.code for practice in MODEL.practices if practice.tier == tier.key]
        steps = [firm[code] for firm in firms for code in codes]
        mean = sum(steps) / len(steps)
        assert mean == pytest.approx(1.6 + ease, abs=0.1)
        variance = sum((step - mean) ** 2 for step in steps) / len(steps)
        assert variance == pytest.approx(0.81, abs=0.08)


def test_another_person_is_compared_as_another_person() -> None:
    random = Random(7)  # noqa: S311 - repeatable, not secret

    found = [
        instrument.comparison_of(MODEL, 1.6, Retest(who, 0.5, 0.2), random) for who in (SAME, OTHER)
    ]

    assert [both.other_person for both in found] == [False, True]


def test_the_table_has_a_line_for_each_row_and_the_figures_are_the_worst_of_the_newest() -> None:
    table = {("sss-1", RETESTS[0]): {name: [50.0, 70.0] for name in COLUMNS}} | {
        ("sss-2", retest): {name: [1.0, 3.0] for name in COLUMNS} for retest in RETESTS
    }

    _, _, *lines = instrument.lines_of(table)

    assert len(lines) == 1 + len(table)
    assert lines[1].split() == ["sss-1", "same", "person,", "0.0", "shared"] + [
        "50.0–70.0" for _ in COLUMNS
    ]
    assert set(instrument.figures_of(table).values()) == {2.0}
