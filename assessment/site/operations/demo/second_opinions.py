"""The second opinion of the sample: somebody else answered the last check apart, and they compare.

It was revealed, and half of the questions on which the two differ are settled. One that is still
under way would close the business to its second person, and end after 28 days.
"""

from datetime import date, timedelta

from assessment.domain.model.answers import SheetAnswer
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.site.operations.demo.answers import dice
from assessment.site.operations.demo.businesses import MORNING, moment
from assessment.site.operations.demo.plans import EVENING
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.comparison import compared
from assessment.voices.second_opinions.queries.entries import Agreement
from assessment.voices.second_opinions.queries.opinions import opinion_on
from assessment.voices.second_opinions.services import settle

SAME_OUT_OF_TEN, NEAR_OUT_OF_TEN = 7, 9
TWO_STEPS = 2
WORDS = (
    "We looked at the list of missed calls from last week.",
    "Asked both of the Saturday team.",
    "",
)


def answer_apart(
    submission: Submission, assessment: Assessment, on: date, by: User, asked_by: User
) -> None:
    """Let somebody answer the questions apart on a day, and settle half of the differences."""
    at = moment(on, EVENING)
    asked_at = moment(on - timedelta(days=3), MORNING)
    opinion = SecondOpinion.objects.create(
        assessment=assessment,
        person=by,
        invited_by=asked_by,
        invited_at=asked_at,
        accepted_at=asked_at,
        blind=True,
        finished_at=at,
        revealed_at=at,
    )
    SecondAnswer.objects.bulk_create(
        SecondAnswer(
            opinion=opinion,
            practice=practice.code,
            value=seen_from_elsewhere(practice, submission.sheet.answers[practice.code]),
            first=str(submission.sheet.answers[practice.code].value),
            revision=1,
            answered_at=at,
        )
        for practice in submission.model.practices
    )
    settle_half(assessment, asked_by, on + timedelta(days=2))


def seen_from_elsewhere(practice: Practice, first: SheetAnswer) -> str:
    """Return an answer that is mostly the same, sometimes a step away, and rarely two."""
    roll = dice("a second pair of eyes", practice.code) % 10
    if not isinstance(first.value, int) or roll < SAME_OUT_OF_TEN:
        return str(first.value)
    steps = 1 if roll < NEAR_OUT_OF_TEN else TWO_STEPS
    lower = first.value - steps
    return str(lower if lower >= 0 else min(first.value + steps, len(practice.anchors) - 1))


def settle_half(assessment: Assessment, by: User, on: date) -> None:
    """Settle every other question that differs; the first of them is to be found out."""
    opinion = opinion_on(assessment.business, assessment.slug)
    differing = compared(opinion).open if opinion else []
    for number, pair in enumerate(differing[::2]):
        agreement = Agreement(
            practice=pair.practice.code,
            value=pair.second if number else "",
            word=WORDS[number % len(WORDS)],
            seen=0,
        )
        if opinion:
            settle(opinion=opinion, agreement=agreement, by=by, at=moment(on, EVENING))
