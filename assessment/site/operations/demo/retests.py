"""The second look of the sample: six answers given again two weeks after a check."""

from datetime import date

from assessment.domain.model.answers import SheetAnswer
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.queries.asked_again import AskedAgain
from assessment.journey.retests.services import agree_to_retest, save_retest
from assessment.site.operations.demo.answers import dice
from assessment.site.operations.demo.businesses import MORNING, moment
from assessment.site.operations.demo.plans import EVENING

ONE_IN_DIFFERENT = 3


def answer_again(submission: Submission, assessment: Assessment, on: date, by: User) -> None:
    """Agree to a second look on the day of the check, and answer its questions on another."""
    agreed_at = moment(submission.checked_on, MORNING)
    sheet = agree_to_retest(assessment=assessment, by=by, at=agreed_at)
    asked = AskedAgain(business=assessment.business, assessment=assessment, sheet=sheet, today=on)
    answers = {p.code: second_answer(p, submission.sheet.answers[p.code]) for p in asked.practices}
    save_retest(sheet=sheet, assessment=assessment, answers=answers, at=moment(on, EVENING))


def second_answer(practice: Practice, first: SheetAnswer) -> str:
    """Return the answer two weeks later: mostly the same, sometimes a step lower."""
    lower = dice("again", practice.code) % ONE_IN_DIFFERENT == 0
    if not lower or not isinstance(first.value, int):
        return str(first.value)
    return str(max(0, first.value - 1))
