"""The fingerprints of a model: what changes which of them, and that no field is forgotten."""

from dataclasses import fields, replace
from fractions import Fraction

import pytest

from assessment.domain.model.hashes import STRUCTURE, TEXTS, WORDS
from assessment.domain.model.maturity import (
    Action,
    Dimension,
    FindOutTask,
    Level,
    MaturityModel,
    ModelTrade,
    PlanningFigures,
    Practice,
    ScoringFigures,
    Tier,
)
from assessment.domain.trends.mappings import practice_under
from assessment.parties.catalogue.library import SHIPPED, shipped_model

MODEL = shipped_model("cairn-1.1")
NAMED = {
    Tier: "key weight",
    Level: "key rank",
    Dimension: "key prefix weight practices",
    Practice: "code key dimension tier na_allowed event",
    Action: "code practice kind hours hours_each cost_band cost_each who least_days",
    ScoringFigures: (
        "rule set_aside_limit tier_least tier_mean signature_supported retest_noise "
        "retest_noise_note retest_noise_checked retest_noise_other shared_share "
        "shared_share_other acted_margin perhaps clear_alpha likely_alpha item_noise"
    ),
    PlanningFigures: (
        "step_values cost_bands steps_per_quarter hours money max_actions people_unknown people "
        "usual_hours usual_money"
    ),
    FindOutTask: "key dimension hours",
    ModelTrade: "key",
}
"""The fields that belong to the structure; all others are sentences."""
OF_A_VERSION = {"id", "version", "language", "content_hash", "mappings", "overlay", "base"}
ASKED_OF_OTHERS = {"pulse", "pulse_items", "team_talk", "customer_survey"}
"""What team and customers are asked has no bearing on the owner's answers, or on their score."""


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_every_field_is_either_structure_or_a_sentence(kind: type) -> None:
    names = {each.name for each in fields(kind)}

    assert names - WORDS == set(NAMED[kind].split())


def test_every_part_of_a_model_has_a_fingerprint() -> None:
    parts = {each.name for each in fields(MaturityModel)}

    assert parts == {*STRUCTURE, *TEXTS, *OF_A_VERSION, *ASKED_OF_OTHERS}


def reworded(model: MaturityModel) -> MaturityModel:
    first, *others = model.dimensions
    practice, *more = first.practices
    other = replace(practice, question="What?", anchors=tuple(f"{a}!" for a in practice.anchors))
    return replace(
        model,
        version="1.2",
        dimensions=(replace(first, title="Care", practices=(other, *more)), *others),
    )


def test_reworded_questions_leave_the_structure_and_the_variants_alone() -> None:
    before, after = MODEL.hashes, reworded(MODEL).hashes

    assert before.structure == after.structure
    assert before.variants == after.variants
    assert before.words != after.words


def test_other_figures_change_only_the_structure() -> None:
    noisier = replace(MODEL.scoring, retest_noise=Fraction(3, 5))
    after = replace(MODEL, scoring=noisier).hashes

    assert after.structure != MODEL.hashes.structure
    assert after.words == MODEL.hashes.words


def test_other_variants_change_only_their_own_hash() -> None:
    assert MODEL.overlay is not None
    fewer = replace(MODEL.overlay, variants=MODEL.overlay.variants[1:])
    after = replace(MODEL, overlay=fewer).hashes

    assert after.variants != MODEL.hashes.variants
    assert replace(after, variants=MODEL.hashes.variants) == MODEL.hashes
    assert replace(MODEL, overlay=None).hashes.variants == ""


@pytest.mark.parametrize("key", SHIPPED)
def test_the_order_of_the_keys_in_a_table_changes_no_hash(key: str) -> None:
    model = shipped_model(key)
    first, *others = model.dimensions
    turned = replace(first, readings=dict(reversed(list(first.readings.items()))))
    people = dict(reversed(list(model.planning.people.items())))

    other = replace(
        model,
        dimensions=(turned, *others),
        planning=replace(model.planning, people=people),
    )

    assert other.hashes == model.hashes


def test_versions_that_differ_only_in_their_texts_are_compared_without_a_mapping() -> None:
    later = replace(reworded(MODEL), mappings={})

    assert practice_under(later, MODEL, MODEL.practices[0]) is later.practices[0]
    assert (
        practice_under(replace(later, tiers=later.tiers[::-1]), MODEL, MODEL.practices[0]) is None
    )
