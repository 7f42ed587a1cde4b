"""Fit an open check to a business whose description has changed since the check was started."""

from datetime import datetime

from django.db import transaction

from assessment.domain.model.overlays import Circumstances
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import (
    Answer,
    AnswerChange,
    Assessment,
    answer_at_start,
)
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services.assessments import keep_as_changes
from assessment.journey.questionnaire.wording import refitted
from assessment.parties.businesses.models import Business


@transaction.atomic
def refit_answers(*, business: Business, before: Circumstances, by: User, at: datetime) -> str:
    """Set aside what needs a team if one person runs the business now, and open it again if not.

    Only questions that nobody has answered change. A correction has copies of answers that were
    sent, so it stays as it is.

    Returns:
        What to say about it; empty if nothing changed.
    """
    if not Assessment.objects.open().filter(business=business).exists():
        return ""
    current = current_assessment_of(business, business.day(at), to_change=True)
    if current.assessment is None or current.submitted or current.correcting:
        return ""
    earlier = current.assessment.model_version.fitted_to(before)
    changed = []
    for practice in current.model.practices:
        answer, start = current.answer_to(practice), answer_at_start(practice)
        untouched = answer.is_as_at_start(earlier.practice(practice.code))
        # A question whose answer was undone is open too, but keeps its history.
        if untouched or (start.given and not answer.given):
            start.revision += 0 if untouched else answer.revision
            if (answer.value, answer.reason) != (start.value, start.reason):
                changed.append(_as_at_start(answer, start, by, at))
    _store(current.assessment, changed)
    given = sum(answer.given for answer in changed)
    return refitted(aside=given, opened=len(changed) - given)


def _as_at_start(answer: Answer, start: Answer, by: User, at: datetime) -> Answer:
    answer.value, answer.reason, answer.revision = start.value, start.reason, start.revision
    answer.answered_at, answer.answered_by = (at, by) if start.given else (None, None)
    return answer


def _store(assessment: Assessment, changed: list[Answer]) -> None:
    """Save the answers, and delete the earlier changes of those that are as at the start."""
    for answer in changed:
        answer.assessment = assessment
    untouched = [answer.practice for answer in changed if answer.revision <= 1]
    AnswerChange.objects.filter(assessment=assessment, practice__in=untouched).delete()
    Answer.objects.bulk_update(
        changed, ["value", "reason", "revision", "answered_at", "answered_by"]
    )
    keep_as_changes([answer for answer in changed if answer.given])
