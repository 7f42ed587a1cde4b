"""The sentences on how well a score is supported."""

from dataclasses import replace

import pytest

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.wording import verdict as wording
from tests.journey.cafe import eight_checks

LINDGREN = eight_checks()[-1]


def all_at(value: Value, evidence: Evidence = Evidence.NONE) -> Submission:
    note = "" if evidence == Evidence.NONE else "Seen."
    answer = SheetAnswer(value, evidence, note=note)
    return replace(LINDGREN, sheet=AnswerSheet({p.code: answer for p in LINDGREN.model.practices}))


@pytest.mark.parametrize(
    ("submission", "title", "text"),
    [
        (all_at(0), "Nothing to support yet.", "No answer is higher than “Sometimes”"),
        (all_at(1), "Nothing to support yet.", "No answer is higher than “Sometimes”"),
        (all_at(2, Evidence.NOTE), "Well supported.", "Notes and checks back all 67 points."),
        (
            all_at(2),
            "Mostly opinion.",
            "No note or check backs this. All 67 points are your word alone.",
        ),
        (all_at(NOT_SURE), "Not known yet.", "30 answers are “I’m not sure”."),
    ],
    ids=["lowest", "low", "noted", "said", "unsure"],
)
def test_the_support_of_a_score_is_described(submission: Submission, title: str, text: str) -> None:
    assert wording.support_title(submission) == title
    assert text in wording.support_text(submission)
