"""What was said before: in an earlier save of an answer, and in an earlier check."""

import re

from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.answering.queries.in_hand import CheckInHand
from assessment.domain.maturity import MaturityModel, Practice
from assessment.domain.quarters import Quarter


def answer_seen(standing: Answer, revision: str) -> Answer | AnswerChange | None:
    """What a page showed that names an earlier revision; None if there was no such answer."""
    if not re.fullmatch(r"\d{1,9}", revision, re.ASCII) or int(revision) >= standing.revision:
        return None
    if int(revision) == 0:
        return Answer(practice=standing.practice)
    return AnswerChange.objects.filter(
        assessment_id=standing.assessment_id, practice=standing.practice, revision=revision
    ).first()


def checked_before(check: CheckInHand) -> bool:
    """Whether an earlier quarter was checked."""
    earlier = Assessment.objects.submitted().filter(
        business=check.business, extra=0, quarter_starts_on__lt=check.quarter.starts_on
    )
    return earlier.exists()


def answer_last_time(check: CheckInHand, practice: Practice) -> tuple[Quarter, str] | None:
    """The quarter and the words of the latest submitted answer before this check, if comparable.

    For a check in between that is the answer of its own quarter.
    """
    upto = "lte" if check.extra else "lt"
    earlier = (
        Answer.objects.given()
        .filter(
            practice=practice.code,
            assessment__business=check.business,
            assessment__extra=0,
            assessment__submitted_at__isnull=False,
            assessment__model_version__key=check.model.key,
            **{f"assessment__quarter_starts_on__{upto}": check.quarter.starts_on},
        )
        .select_related("assessment")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
        .first()
    )
    if earlier is None:
        return None
    return earlier.assessment.quarter, wording(check.model, practice, earlier.value)


def wording(model: MaturityModel, practice: Practice, value: str) -> str:
    """The sentence behind a stored value; nothing for a blank."""
    others = {"": "", "dk": model.answers.not_sure, "na": model.answers.does_not_apply}
    return others[value] if value in others else practice.anchors[int(value)]
