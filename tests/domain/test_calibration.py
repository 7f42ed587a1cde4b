"""The figures of doubt from answers given twice, and the version that they make."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from assessment.domain.exchange.calibration_file import calibration_text
from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.answers import Evidence
from assessment.domain.scoring.calibration import (
    Calibration,
    Repeated,
    Retest,
    calibration,
    drawn_for_retest,
    noise_and_share,
)
from assessment.domain.trends.mappings import practice_under
from assessment.parties.catalogue.library import find_model, shipped_model

MODEL = shipped_model("cairn-1.1")
CODES = [practice.code for practice in MODEL.practices]


def again(*moved: int) -> Retest:
    return [Repeated(code, 1, 1 + by) for code, by in zip(CODES, moved, strict=False)]


def made(
    businesses: int, *, questions: int = 6, seed: int = 1, noted: bool = False
) -> list[Retest]:
    """Return retests of people whose answers have noise of half a step before rounding."""
    random = Random(seed)  # noqa: S311
    kind = Evidence.NOTE if noted else Evidence.NONE

    def answered(true: float) -> int:
        return min(max(round(true + random.gauss(0, 0.5)), 0), 3)

    trues = [[random.gauss(1.5, 0.9) for _ in range(questions)] for _ in range(businesses)]
    asked = [random.sample(CODES, questions) for _ in range(businesses)]
    return [
        [Repeated(c, answered(t), answered(t), kind) for c, t in zip(codes, true, strict=True)]
        for codes, true in zip(asked, trues, strict=True)
    ]


# ---- estimates


@pytest.mark.parametrize(
    ("retests", "noise", "shared"),
    [
        ([again(1, -1)], 1 / 2**0.5, 0),
        ([again(1, 1), again(0, 0)], 0.5, 0.6),
        ([again(1, -1), again(1, 1)], 1 / 2**0.5, 0),
        ([again(2, 0, 0, 0)], 2**-0.5, 0),
        ([again(0, 0)], 0, 0),
        ([again(1)], 2**-0.5, 0),
    ],
)
def test_noise_is_half_the_squared_difference_and_its_share_what_moves_together(
    retests: Sequence[Retest], noise: float, shared: float
) -> None:
    assert noise_and_share(retests) == pytest.approx((noise, shared))


def test_people_who_answer_again_have_noise_of_about_half_a_step() -> None:
    found = calibration(MODEL, made(120), [])

    assert found.figures["retest_noise"] == pytest.approx(0.53, abs=0.06)
    assert found.figures["shared_share"] < 0.15
    assert found.retests == 120


def test_figures_wait_for_enough_businesses() -> None:
    few = calibration(MODEL, made(59), made(39))
    enough = calibration(MODEL, made(60), made(40))

    assert few == Calibration(retests=59, raters=39, figures={}, item_noise={})
    assert {"retest_noise", "shared_share", "retest_noise_other", "shared_share_other"} <= set(
        enough.figures
    )
    assert "retest_noise_note" not in enough.figures
    assert not enough.item_noise


def test_evidence_and_questions_have_figures_of_their_own_from_enough_answers() -> None:
    found = calibration(MODEL, made(70, questions=30, noted=True), [])

    assert found.figures["retest_noise_note"] <= found.figures["retest_noise"]
    assert "retest_noise_checked" not in found.figures
    assert set(found.item_noise) == set(CODES)
    assert all(0.2 <= noise <= 1 for noise in found.item_noise.values())


def test_low_answers_rise_anyway_and_the_margin_takes_that_off() -> None:
    found = calibration(MODEL, made(60, questions=30), [])
    one_way = [[Repeated(code, 1, 1) for code in CODES] for _ in range(60)]

    assert found.figures["acted_margin"] >= 0.1
    assert calibration(MODEL, one_way, []).figures["acted_margin"] == 0.1
    assert "acted_margin" not in calibration(MODEL, [again(0, 0)] * 60, []).figures


def test_the_same_data_give_the_same_figures() -> None:
    data = made(60)

    assert calibration(MODEL, data, data) == calibration(MODEL, data, data)


def test_two_questions_of_each_tier_are_repeated_and_all_have_their_turn() -> None:
    draws = [drawn_for_retest(MODEL, "secret", "cafe", str(check)) for check in range(40)]

    for drawn in draws:
        assert [practice.tier for practice in sorted(drawn, key=lambda p: p.tier)] == (
            ["smooth"] * 2 + ["solid"] * 2 + ["sparkle"] * 2
        )
    assert {practice.code for drawn in draws for practice in drawn} == set(CODES)
    assert draws[0] == drawn_for_retest(MODEL, "secret", "cafe", "0")
    assert len(set(draws)) > 20


# ---- the version they make


FOUND = Calibration(
    retests=64,
    raters=41,
    figures={"retest_noise": 0.55, "shared_share": 0.1},
    item_noise={"CUL1": 0.6},
)
TEXT = calibration_text(MODEL, "1.1.1", FOUND, date(2026, 1, 1), date(2026, 11, 30))


def test_a_calibrated_version_has_the_content_of_its_base_and_its_own_figures() -> None:
    model = checked_model(TEXT, find_model)

    assert model.key == "cairn-1.1.1"
    assert model.base == MODEL.key
    assert model.scoring == replace(
        MODEL.scoring,
        retest_noise=Fraction("0.55"),
        shared_share=Fraction("0.1"),
        item_noise={"CUL1": Fraction("0.6")},
    )
    assert (
        replace(
            model,
            version="1.1",
            base="",
            scoring=MODEL.scoring,
            mappings=MODEL.mappings,
            content_hash=MODEL.content_hash,
        )
        == MODEL
    )
    assert [practice_under(model, MODEL, p) for p in MODEL.practices] == list(model.practices)
    assert model.content_hash != MODEL.content_hash
    assert tomllib.loads(TEXT)["calibration"] == {
        "retests": 64, "raters": 41, "from": date(2026, 1, 1), "to": date(2026, 11, 30),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (MODEL.content_hash, "0" * 64, "model: base must be the published cairn-1.1"),
        ('base = "cairn-1.1"', 'base = "cairn-0.9"', "model: base must be the published cairn-0.9"),
        ('id = "cairn"', 'id = "other"', "model: id must be cairn"),
        ("shared_share = 0.1", "perhaps = 0.1", "scoring: perhaps is not recognised"),
        ("retests = 64", "", "calibration: retests is missing"),
        ("from = 2026-01-01", "from = 3", "calibration: from must be a date"),
        ("[calibration]", "[tiers]\n[calibration]", "model: tiers is not recognised"),
        ("[calibration]", "[left]", "calibration: retests is missing"),
        ("CUL1", "XYZ", "scoring: item_noise has XYZ, which is not in the file"),
        ("0.55", "1.5", "scoring: retest_noise must be at most 1"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_calibration_can_change_nothing_but_its_figures(old: str, new: str, fault: str) -> None:
    with pytest.raises(FaultyModel) as faulty:
        checked_model(TEXT.replace(old, new, 1), find_model)

    assert fault in faulty.value.faults


def test_a_calibration_without_its_base_is_refused() -> None:
    with pytest.raises(FaultyModel, match="base must be the published"):
        read_model(TEXT)
