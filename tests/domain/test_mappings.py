"""Tests of earlier answers under a later version of the questions."""

from dataclasses import replace

import pytest

from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import (
    comparison,
    overall_clear_from_squared,
)
from assessment.domain.trends.mappings import Reread, practice_under
from assessment.parties.catalogue.library import (
    model_source,
    sample_submissions,
    shipped_model,
)
from tests.domain.making import FIRST_MODEL, change, make_sheet

BEFORE, NOW = sample_submissions()[-2:]
MODEL = NOW.model
KEYS = {practice.key: practice.key for practice in MODEL.practices}


def later(mapping: dict[str, str], **fields: object) -> MaturityModel:
    """Return a later version with the same questions and the given mapping."""
    return replace(MODEL, version="1.2", mappings={MODEL.key: mapping}, **fields)  # type: ignore[arg-type]


def under_model(submission: Submission, model: MaturityModel) -> Submission:
    return replace(submission, model=model)


def without(*keys: str) -> dict[str, str]:
    return {old: new for old, new in KEYS.items() if old not in keys}


CULTURE = [practice.key for practice in MODEL.dimension("culture").practices]


# ---- earlier answers under a new model


def test_a_check_under_its_own_model_keeps_its_scores() -> None:
    again = Reread(submission=BEFORE, model=BEFORE.model)

    assert again.same
    assert again.sheet is BEFORE.sheet
    assert again.overall == BEFORE.scored.overall
    assert again.area("culture") == BEFORE.scored.dimension("culture")
    assert all(practice_under(MODEL, MODEL, practice) is practice for practice in MODEL.practices)


def test_with_every_key_mapped_old_answers_keep_their_scores() -> None:
    again = Reread(submission=BEFORE, model=later(KEYS))

    assert not again.same
    assert again.overall == BEFORE.scored.overall
    assert again.areas == BEFORE.model.dimensions


def test_without_a_mapping_nothing_carries_over() -> None:
    model = replace(MODEL, version="1.2", trades=())
    again = Reread(submission=BEFORE, model=model)

    assert again.areas == ()
    assert again.scored is None
    assert again.overall is None
    assert again.area("culture") is None


def test_one_unanswered_question_leaves_its_area_and_the_overall_score_out() -> None:
    again = Reread(submission=BEFORE, model=later(without(CULTURE[0])))

    assert again.area("culture") is None
    assert again.area("policies") == BEFORE.scored.dimension("policies")
    assert again.overall is None


def test_an_answer_follows_its_question_to_another_area() -> None:
    swapped = {**KEYS, CULTURE[0]: CULTURE[1], CULTURE[1]: CULTURE[0]}
    one, other = (practice.code for practice in MODEL.dimension("culture").practices[:2])
    sheet = change(BEFORE.sheet, **{one: 3, other: 0})

    again = Reread(submission=replace(BEFORE, sheet=sheet), model=later(swapped))

    assert (again.sheet.answers[one].value, again.sheet.answers[other].value) == (0, 3)


def test_an_answer_on_a_scale_of_another_length_does_not_carry_over() -> None:
    culture = MODEL.dimension("culture")
    shorter = replace(culture.practices[0], anchors=("No.", "Yes."))
    changed = replace(culture, practices=(shorter, *culture.practices[1:]))
    model = later(KEYS, dimensions=(changed, *MODEL.dimensions[1:]))

    assert practice_under(model, MODEL, culture.practices[0]) is None
    assert Reread(submission=BEFORE, model=model).area("culture") is None


def test_not_applicable_does_not_carry_over_if_it_is_no_longer_allowed() -> None:
    [code] = [code for code, answer in NOW.sheet.answers.items() if answer.value == "na"]
    area = MODEL.dimension(MODEL.practice(code).dimension)
    stricter = tuple(replace(practice, na_allowed=False) for practice in area.practices)
    others = [d for d in MODEL.dimensions if d != area]
    model = later(KEYS, dimensions=(*others, replace(area, practices=stricter)))

    assert Reread(submission=NOW, model=model).area(area.key) is None


def test_a_blank_does_not_carry_over() -> None:
    some = AnswerSheet({"POL1": SheetAnswer(2)})

    again = Reread(submission=replace(BEFORE, sheet=some), model=later(KEYS))

    assert again.sheet.answers == some.answers
    assert again.areas == ()


# ---- comparing across versions


def test_with_a_mapping_a_change_is_the_same_across_versions() -> None:
    now = under_model(NOW, later(KEYS))

    assert comparison(BEFORE, now).comparable
    assert comparison(BEFORE, now).overall == comparison(BEFORE, NOW).overall
    assert comparison(BEFORE, now).areas == comparison(BEFORE, NOW).areas


def test_a_new_question_breaks_its_area_but_not_the_others() -> None:
    now = under_model(NOW, later(without(CULTURE[0])))

    both = comparison(BEFORE, now)

    assert both.overall is None
    assert [area.key for area in both.uncompared] == ["culture"]
    fewer, all_five = both.area("channels"), comparison(BEFORE, NOW).area("channels")
    assert fewer is not None
    assert all_five is not None
    # With fewer areas tested together, a clear change can be smaller.
    assert fewer.limit < all_five.limit
    assert replace(fewer, limit=all_five.limit) == all_five


def test_whether_a_change_is_clear_is_decided_by_the_new_version() -> None:
    noise = MODEL.scoring.retest_noise
    noisy = later(KEYS, scoring=replace(MODEL.scoring, retest_noise=noise * 9))
    low, high = (replace(NOW, sheet=make_sheet(MODEL, step)) for step in (1, 2))

    before, after = (comparison(low, now).overall for now in (high, under_model(high, noisy)))

    assert before is not None
    assert after is not None
    assert (before.clear, after.clear) == (True, False)
    assert overall_clear_from_squared(noisy) > overall_clear_from_squared(MODEL)


def test_answers_that_moved_are_found_across_versions() -> None:
    now = under_model(NOW, later(KEYS))

    assert comparison(BEFORE, now).moved == comparison(BEFORE, NOW).moved


# ---- the mapping in a model file

# The file of the first version has no mapping of its own.
PROMISE, COMPLAINTS = (p.key for p in FIRST_MODEL.dimension("culture").practices[:2])
SOURCE = model_source("cairn-1.0").replace('version = "1.0"', 'version = "1.1"', 1)


def with_mapping(*lines: str, head: str = '[mapping."cairn-1.0"]') -> str:
    return "\n".join([SOURCE, head, *lines, ""])


def faults(source: str) -> tuple[str, ...]:
    with pytest.raises(FaultyModel) as faulty:
        checked_model(source, {FIRST_MODEL.key: FIRST_MODEL}.get)
    return faulty.value.faults


def test_a_mapping_is_read_from_its_table() -> None:
    source = with_mapping('"culture.promise" = "culture.promise"', '"b.two" = "policies.promise"')

    model = read_model(source)

    assert model.mappings == {
        "cairn-1.0": {"culture.promise": "culture.promise", "b.two": "policies.promise"}
    }


def test_the_first_model_needs_no_mapping() -> None:
    assert FIRST_MODEL.mappings == {}


def test_our_own_model_takes_over_27_answers_of_the_first() -> None:
    second = shipped_model("cairn-1.1")

    assert set(second.mappings) == {"cairn-1.0"}
    kept = second.mappings["cairn-1.0"]
    assert all(old == new for old, new in kept.items())
    assert {p.code for p in second.practices if p.key not in kept} == {"CUL7", "PER7", "PER8"}
    assert len(kept) == 27


def test_several_earlier_versions_can_be_mapped() -> None:
    source = with_mapping('"culture.promise" = "culture.promise"')
    source += '[mapping."cairn-0.9"]\n"culture.word" = "culture.promise"\n'

    model = checked_model(source)

    assert set(model.mappings) == {"cairn-0.9", "cairn-1.0"}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            with_mapping('"culture.promise" = "culture.gone"'),
            "mapping cairn-1.0: practice key culture.gone is not in the file",
        ),
        (
            with_mapping(
                f'"{PROMISE}" = "{PROMISE}"',
                f'"{COMPLAINTS}" = "{PROMISE}"',
            ),
            f"mapping cairn-1.0: practice key {PROMISE} appears 2 times",
        ),
        (
            with_mapping(f'"culture.gone" = "{PROMISE}"'),
            "mapping cairn-1.0: cairn-1.0 has no practice key culture.gone",
        ),
        (
            with_mapping(f'"{PROMISE}" = "{PROMISE}"', head='[mapping."cairn-1.1"]'),
            "mapping cairn-1.1: must be an earlier version, not this one",
        ),
    ],
)
def test_a_faulty_mapping_is_explained(source: str, fault: str) -> None:
    assert faults(source) == (fault,)


@pytest.mark.parametrize(
    "source",
    [
        with_mapping(f"{PROMISE} = 'culture.promise'"),
        with_mapping("x = 1"),
        with_mapping('"cairn-1.0" = "culture.promise"', head="[mapping]"),
        f"mapping = 3\n{SOURCE}",
    ],
)
def test_a_mapping_of_the_wrong_form_is_explained(source: str) -> None:
    [fault] = faults(source)

    assert fault.startswith('mapping: must be tables like [mapping."cairn-1.0"]')


def test_a_mapping_between_scales_of_different_length_is_refused() -> None:
    own = FIRST_MODEL
    shorter = replace(own.dimensions[0].practices[0], anchors=("No.", "Yes."))
    first = replace(own.dimensions[0], practices=(shorter, *own.dimensions[0].practices[1:]))
    old = replace(own, dimensions=(first, *own.dimensions[1:]))
    key = shorter.key

    with pytest.raises(FaultyModel) as faulty:
        checked_model(with_mapping(f'"{key}" = "{key}"'), {FIRST_MODEL.key: old}.get)

    [fault] = faulty.value.faults
    assert fault == f"mapping cairn-1.0: {key} and {key} have different numbers of anchors"
