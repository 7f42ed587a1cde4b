"""Tests of what notes and checks back, and of ranges too wide to name a score."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.model.answers import AnswerSheet, Evidence
from assessment.domain.scoring.backing import backed_in, backed_points
from assessment.domain.scoring.scores import OverallScore
from assessment.domain.scoring.submissions import Submission
from assessment.parties.catalogue.library import own_model, sample_submissions
from tests.domain.making import change, make_sheet

MODEL = own_model()
CULTURE = MODEL.dimension("culture")


def of(sheet: AnswerSheet) -> Submission:
    return replace(sample_submissions()[-1], model=MODEL, sheet=sheet)


def with_evidence(sheet: AnswerSheet, evidence: Evidence, *codes: str) -> AnswerSheet:
    backed = {code: replace(sheet.answers[code], evidence=evidence) for code in codes}
    return AnswerSheet({**sheet.answers, **backed})


@pytest.mark.parametrize("value", [1, 2, 3])
def test_without_notes_and_checks_nothing_is_backed(value: int) -> None:
    submission = of(make_sheet(MODEL, value))

    assert backed_points(submission) == 0
    # The supported score counts low answers in full all the same.
    assert submission.scored.overall.supported > 0


@pytest.mark.parametrize("evidence", [Evidence.NOTE, Evidence.CHECKED])
def test_with_a_note_or_a_check_everywhere_all_is_backed(evidence: Evidence) -> None:
    submission = of(make_sheet(MODEL, 2, evidence))

    assert backed_points(submission) == submission.scored.overall.points


def test_each_backed_answer_counts_with_its_weight() -> None:
    solid, sparkle = CULTURE.practices[0], CULTURE.practices[-1]
    sheet = with_evidence(make_sheet(MODEL, 3), Evidence.NOTE, solid.code)
    more = with_evidence(sheet, Evidence.CHECKED, sparkle.code)

    assert backed_in(of(sheet), CULTURE) == Fraction(100 * 3 * 3, 36)
    assert backed_in(of(more), CULTURE) == Fraction(100 * (3 * 3 + 1 * 3), 36)
    assert backed_points(of(more)) == backed_in(of(more), CULTURE) / 5


def test_a_note_beside_not_yet_or_not_sure_backs_no_points() -> None:
    sheet = make_sheet(MODEL, 0, Evidence.NOTE)

    assert backed_points(of(sheet)) == 0
    assert backed_points(of(change(sheet, CUL1="dk"))) == 0


def test_an_area_set_aside_as_a_whole_has_nothing_to_back() -> None:
    assert backed_in(of(make_sheet(MODEL, "na", Evidence.NOTE)), CULTURE) == 0


def test_a_range_of_more_than_forty_points_names_no_level() -> None:
    unsure, sure = (of(make_sheet(MODEL, value)).scored for value in ("dk", 3))

    assert (unsure.overall.unknown, unsure.overall.wide) == (True, True)
    assert (sure.overall.unknown, sure.overall.wide) == (False, False)
    assert (unsure.overall.known_level, sure.overall.known_level) == (None, sure.overall.level)
    assert {score.known_level for score in unsure.dimensions} == {None}


def test_a_range_is_too_wide_only_beyond_forty_points() -> None:
    def overall(width: Fraction) -> OverallScore:
        return OverallScore(
            status="scored", points=Fraction(50), supported=Fraction(50), upper=50 + width
        )

    assert not overall(Fraction(40)).wide
    assert overall(Fraction(401, 10)).wide


def test_missing_notes_widen_the_range_but_leave_the_score_known() -> None:
    # Three of thirty answers, and no notes at all.
    sheet = change(make_sheet(MODEL, 3), CUL1="dk", CUL3="dk", POL1="dk")
    overall = of(sheet).scored.overall

    assert overall.wide
    assert not overall.unknown
