"""Tests that only questions with a number in both checks are compared."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Value
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import CLEAR
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.domain.trends.timeline import breaks, runs, seams, timeline_of
from assessment.parties.catalogue.library import own_model, sample_submissions
from tests.domain.making import change, make_model, make_sheet
from tests.domain.strategies import ANY_VALUE, models, sheets

MODEL = own_model()
BEST = replace(sample_submissions()[-1], model=MODEL, sheet=make_sheet(MODEL, 3))
Values = Mapping[str, Value]
WEAK: Values = {"CUL3": 0, "CUL6": 0}
ASIDE: Values = {"CUL3": "na", "CUL6": "na"}


def answering(**values: Value) -> Submission:
    """Answer every question "every time", except for these."""
    return replace(BEST, sheet=change(BEST.sheet, **values))


def not_sure(*codes: str) -> Values:
    return dict.fromkeys(codes, NOT_SURE)


def compared(before: Submission, now: Submission) -> tuple[Comparison, Change, Change]:
    """Return the comparison with its changes of Culture and overall, which must exist."""
    both = comparison(before, now)
    culture = both.area("culture")
    assert culture is not None
    assert both.overall is not None
    return both, culture, both.overall


@pytest.mark.parametrize(
    ("before", "now"),
    [(WEAK, ASIDE), (ASIDE, WEAK)],
    ids=["set aside", "taken up"],
)
def test_two_weak_questions_set_aside_or_taken_up_change_nothing(
    before: Values, now: Values
) -> None:
    both, culture, overall = compared(answering(**before), answering(**now))

    assert culture.before == culture.now == 100
    assert overall.before == overall.now == 100
    assert (culture.clear, overall.clear) == (False, False)
    assert (culture.levels_gained, overall.levels_gained) == (0, 0)
    assert (culture.questions, overall.questions) == (4, 28)
    assert (culture.whole, overall.whole) == (False, False)
    assert (both.risen, both.fallen, both.moved) == ((), (), ())
    assert [one.practice.code for one in both.came_or_went] == ["CUL3", "CUL6"]


def test_what_the_whole_sheets_show_is_kept_beside_the_change() -> None:
    _both, culture, _overall = compared(answering(**WEAK), answering(**ASIDE))

    assert (shown(culture.sheet_before), shown(culture.sheet_now)) == (75, 100)
    before, now = culture.sheet_levels
    assert before.rank < now.rank


@pytest.mark.parametrize(
    ("before", "now"), [("dk", 3), (3, "dk"), ("dk", "na"), ("na", "dk")], ids=str
)
def test_an_answer_that_becomes_known_or_unknown_is_no_rise_or_fall(
    before: Value, now: Value
) -> None:
    both, culture, overall = compared(answering(CUL3=before), answering(CUL3=now))

    assert culture.shown == overall.shown == 0
    assert (both.moved, len(both.came_or_went)) == ((), 1)


def test_not_sure_in_both_checks_is_not_compared_either() -> None:
    both, culture, _overall = compared(answering(CUL3="dk", CUL1=2), answering(CUL3="dk", CUL1=3))

    assert (culture.questions, culture.whole) == (5, False)
    assert both.came_or_went == ()
    assert [one.practice.code for one in both.moved] == ["CUL1"]


def test_set_aside_in_both_checks_compares_the_whole_scores() -> None:
    _both, culture, overall = compared(answering(CUL3="na", CUL1=2), answering(CUL3="na", CUL1=3))

    assert culture.whole
    assert overall.whole
    assert (culture.before, culture.now) == (culture.sheet_before, culture.sheet_now)


def test_a_change_keeps_the_weights_of_the_questions_that_stay() -> None:
    now = answering(**ASIDE, CUL1=2)

    _both, culture, overall = compared(answering(**WEAK), now)

    weights = [MODEL.tier(p.tier).weight for p in MODEL.dimension("culture").practices]
    kept = [
        w
        for w, p in zip(weights, MODEL.dimension("culture").practices, strict=True)
        if p.code not in ASIDE
    ]
    lost = MODEL.tier(MODEL.practice("CUL1").tier).weight
    assert culture.now - culture.before == Fraction(-100 * lost, 3 * sum(kept))
    assert overall.now - overall.before == (culture.now - culture.before) / 5


def test_fewer_questions_need_a_larger_change() -> None:
    _both, culture, overall = compared(answering(**WEAK), answering(**ASIDE))
    _all, every, whole = compared(answering(), answering())

    assert culture.limit > every.limit
    assert overall.limit > whole.limit


def test_with_less_than_half_of_its_weight_an_area_is_not_compared() -> None:
    solid = [p.code for p in MODEL.dimension("culture").practices if p.tier == "solid"]
    smooth = [p.code for p in MODEL.dimension("culture").practices if p.tier == "smooth"]
    half = comparison(answering(**not_sure(*solid)), answering())
    less = comparison(answering(**not_sure(*solid, smooth[0])), answering())

    # Solid questions weigh 3 each, Smooth ones 2 and Sparkle ones 1: two of Solid are half.
    assert half.area("culture") is not None
    assert less.area("culture") is None
    assert less.overall is None
    assert [area.key for area in less.uncompared] == ["culture"]
    assert not less.has_new_questions("culture")


def test_two_checks_with_nothing_known_in_common_are_not_compared() -> None:
    unsure = replace(BEST, sheet=make_sheet(MODEL, "dk"))

    both = comparison(unsure, BEST)

    assert both.comparable
    assert not both.compared
    assert (both.overall, both.moved, len(both.came_or_went)) == (None, (), 30)


@given(data=st.data())
def test_what_came_or_went_never_moves_a_score(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3))
    before, now = (data.draw(sheets(model, ANY_VALUE)) for _ in range(2))
    pairs = ((code, then, now.answers[code]) for code, then in before.answers.items())
    stays = {c: a for c, a, b in pairs if isinstance(a.value, int) and isinstance(b.value, int)}

    again = comparison(on(model, before), on(model, AnswerSheet({**now.answers, **stays})))

    for _area, moved in again.areas:
        assert moved is None or (moved.before, moved.levels_gained) == (moved.now, 0)
    assert again.overall is None or again.overall.now == again.overall.before


@given(data=st.data())
def test_a_comparison_backwards_is_the_same_with_its_signs_reversed(data: st.DataObject) -> None:
    model = data.draw(models(most_dimensions=3))
    before, now = (on(model, data.draw(sheets(model, ANY_VALUE))) for _ in range(2))

    there, back = comparison(before, now), comparison(now, before)

    for (_area, one), (_same, other) in zip(there.areas, back.areas, strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert (one.before, one.now, one.limit) == (other.now, other.before, other.limit)
            assert (one.clear, one.questions) == (other.clear, other.questions)
            assert one.clear == ((one.now - one.before) ** 2 >= one.limit)
            assert one.limit >= CLEAR**2 / 10_000


def on(model: object, sheet: AnswerSheet) -> Submission:
    return replace(BEST, model=model, sheet=sheet)  # type: ignore[arg-type]


def test_one_area_is_compared_like_for_like_too() -> None:
    model = make_model([(2, 2, 2)])
    sheet = make_sheet(model, 3)

    both = comparison(on(model, change(sheet, A1=0)), on(model, change(sheet, A1="na")))

    assert both.overall is not None
    assert (both.overall.shown, both.overall.levels_gained) == (0, 0)


# ---- lines through the quarters


def three_checks(*sheets: Values) -> list[Submission]:
    last = sample_submissions()[-len(sheets) :]
    return [
        replace(submission, model=MODEL, sheet=change(BEST.sheet, **values))
        for submission, values in zip(last, sheets, strict=True)
    ]


def test_a_line_stops_where_a_weak_question_is_set_aside() -> None:
    timeline = timeline_of(three_checks(WEAK, ASIDE, ASIDE))

    for line in (timeline.whole, timeline.line("culture")):
        assert runs(line) == ((0,), (1, 2))
        assert seams(line) == (1,)
        assert breaks(line) == ()
    assert runs(timeline.line("policies")) == ((0, 1, 2),)


def test_a_line_stops_where_an_answer_becomes_known() -> None:
    timeline = timeline_of(three_checks({"CUL3": "dk"}, {"CUL3": "dk"}, {"CUL3": 3}))

    assert runs(timeline.line("culture")) == ((0, 1), (2,))
    assert seams(timeline.line("culture")) == (2,)


def test_a_check_of_which_too_little_is_known_has_no_point() -> None:
    unsure = not_sure(*(practice.code for practice in MODEL.practices))
    entry = timeline_of(three_checks(unsure, {})).entries[0]

    assert entry.overall.state == entry.area("culture").state == "not_known"
    assert entry.overall.points is None
    assert entry.level is None
