"""Properties of the scoring rule for every model and every sheet."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import DimensionScore, OverallScore, ScoredSheet
from tests.domain.making import change, make_sheet
from tests.domain.strategies import STEPS, models, sheets


def scores(scored: ScoredSheet) -> list[DimensionScore | OverallScore]:
    return [scored.overall, *scored.dimensions]


def never_lower(before: ScoredSheet, after: ScoredSheet) -> bool:
    pairs = zip(scores(before), scores(after), strict=True)
    return all(
        one.points <= other.points
        and one.supported <= other.supported
        and one.upper <= other.upper
        and rank(one) <= rank(other)
        for one, other in pairs
    )


def rank(score: DimensionScore | OverallScore) -> int:
    return score.level.rank if score.level else -1


@given(st.data())
def test_one_answer_up_never_lowers_a_score_or_a_level(data: st.DataObject) -> None:
    model = data.draw(models())
    sheet = data.draw(sheets(model, (*STEPS, "na")))
    low = [c for c, a in sheet.answers.items() if a.value in (0, 1, 2)]
    raised = [change(sheet, **{code: sheet.answers[code].step + 1}) for code in low]

    assert all(never_lower(score_sheet(model, sheet), score_sheet(model, up)) for up in raised)


@given(st.data())
def test_evidence_never_lowers_anything(data: st.DataObject) -> None:
    model = data.draw(models())
    sheet = data.draw(sheets(model))
    code = data.draw(st.sampled_from(sorted(sheet.answers)))
    noted = replace(sheet.answers[code], evidence=Evidence.NOTE)
    backed = AnswerSheet({**sheet.answers, code: noted})

    before = score_sheet(
        model, AnswerSheet({**sheet.answers, code: replace(noted, evidence=Evidence.NONE)})
    )
    assert never_lower(before, score_sheet(model, backed))


@given(st.data())
def test_changing_not_sure_to_step_0_keeps_the_score_and_narrows_the_band(
    data: st.DataObject,
) -> None:
    model = data.draw(models())
    sheet = data.draw(sheets(model))
    known = change(sheet, **{c: 0 for c, a in sheet.answers.items() if a.value == NOT_SURE})

    before, after = score_sheet(model, sheet), score_sheet(model, known)

    for one, other in zip(scores(before), scores(after), strict=True):
        assert (one.points, one.supported) == (other.points, other.supported)
        assert one.upper >= other.upper


@given(st.data())
def test_the_score_is_within_its_band(data: st.DataObject) -> None:
    model = data.draw(models())

    for score in scores(score_sheet(model, data.draw(sheets(model)))):
        assert 0 <= score.supported <= score.points <= score.upper <= 100


@given(st.data())
def test_the_order_of_practices_does_not_matter(data: st.DataObject) -> None:
    model = data.draw(models())
    sheet = data.draw(sheets(model))

    scored = score_sheet(model, sheet)
    again = score_sheet(shuffled(model, data.draw(st.integers(0, 99))), sheet)

    # Of several equal answers, the first is named as the gap.
    named, named_again = ([step_at_gap(sheet, d) for d in s.dimensions] for s in (scored, again))
    assert named == named_again
    assert without_named_gaps(scored) == without_named_gaps(again)


def step_at_gap(sheet: AnswerSheet, score: DimensionScore) -> int | None:
    return sheet.answers[score.gap_at].step if score.gap_at else None


def without_named_gaps(scored: ScoredSheet) -> ScoredSheet:
    areas = tuple(replace(score, gap_at="") for score in scored.dimensions)
    return replace(scored, dimensions=areas)


def shuffled(model: MaturityModel, seed: int) -> MaturityModel:
    random = Random(seed)  # noqa: S311
    dimensions = [
        replace(d, practices=tuple(random.sample(d.practices, len(d.practices))))
        for d in model.dimensions
    ]
    return replace(model, dimensions=tuple(dimensions))


@given(models())
def test_all_answers_at_step_0_give_zero_points_and_the_lowest_level(model: MaturityModel) -> None:
    scored = score_sheet(model, make_sheet(model, 0, Evidence.NOTE))

    assert all(s.points == s.upper == rank(s) == 0 for s in scores(scored))


@given(models())
def test_all_answers_at_the_top_with_notes_give_100_and_signature(model: MaturityModel) -> None:
    scored = score_sheet(model, make_sheet(model, 3, Evidence.NOTE))

    assert all(s.points == s.supported == 100 for s in scores(scored))
    assert all(rank(s) == len(model.tiers) + 1 for s in scores(scored))
    assert scored.overall.next_level is None
    assert scored.overall.steps_to_next is None


@given(st.data())
def test_taking_the_steps_to_the_next_level_reaches_it(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3))
    sheet = data.draw(sheets(model, STEPS))
    overall = score_sheet(model, sheet).overall
    while overall.steps_to_next:
        nearer = [
            change(sheet, **{code: answer.step + 1})
            for code, answer in sheet.answers.items()
            if answer.step < 3
        ]
        after = [score_sheet(model, one_up).overall for one_up in nearer]
        best = min(zip(after, nearer, strict=True), key=lambda pair: to_go(pair[0], overall))
        assert to_go(best[0], overall) == overall.steps_to_next - 1
        if best[0].level != overall.level:
            return
        overall, sheet = best


def to_go(after: OverallScore, before: OverallScore) -> int:
    """Return the steps still missing to the level that was next before."""
    if rank(after) > rank(before):
        return 0
    assert after.steps_to_next is not None
    return after.steps_to_next


def test_more_practices_set_aside_than_allowed_give_no_score(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    three = change(lindgren, CUL1="na", CUL7="na", CUL3="na")

    scored = score_sheet(model, three)

    assert not scored.overall.scored
    assert scored.overall.level is None
    assert not scored.dimension("culture").scored
    assert scored.dimension("culture").tiers == ()
    assert scored.dimension("policies").scored


def test_under_the_first_rule_a_tier_that_does_not_apply_at_all_is_met(
    first_model: MaturityModel, first_lindgren: AnswerSheet
) -> None:
    scored = score_sheet(first_model, change(first_lindgren, CUL3="na", CUL4="na"))

    assert scored.dimension("culture").tier("smooth").met
    assert scored.dimension("culture").tier("smooth").percent == 100


def test_signature_needs_evidence_rather_than_steps(model: MaturityModel) -> None:
    overall = score_sheet(model, make_sheet(model, 3)).overall

    assert overall.level == model.level("sparkle")
    assert overall.next_level == model.level("signature")
    assert overall.steps_to_next is None


def test_not_sure_counts_as_no_step() -> None:
    assert (SheetAnswer(3).step, SheetAnswer("dk").step) == (3, 0)
