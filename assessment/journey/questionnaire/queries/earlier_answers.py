"""What was said before: in an earlier save of an answer, and in an earlier check."""

import re
from collections.abc import Iterator

from django.db.models import Q

from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.domain.trends.mappings import practice_under
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.parties.catalogue.models import ModelVersion


def answer_seen(standing: Answer, revision: str) -> Answer | AnswerChange | None:
    """What a page showed that names an earlier revision; None if there was no such answer."""
    if not re.fullmatch(r"\d{1,9}", revision, re.ASCII) or int(revision) >= standing.revision:
        return None
    if int(revision) == 0:
        return Answer(practice=standing.practice)
    return AnswerChange.objects.filter(
        assessment_id=standing.assessment_id, practice=standing.practice, revision=revision
    ).first()


def checked_before(check: CurrentAssessment) -> bool:
    """Whether an earlier quarter was checked."""
    earlier = Assessment.objects.submitted().filter(
        business=check.business, extra=0, quarter_starts_on__lt=check.quarter.starts_on
    )
    return earlier.exists()


def answer_last_time(check: CurrentAssessment, practice: Practice) -> tuple[Quarter, str] | None:
    """The quarter and the words of the latest submitted answer before this check, if comparable.

    It may have been asked by an earlier version, and is told in the words that were chosen then.
    For a check in between it is the answer of its own quarter. One query, two for new questions.
    """
    upto = "lte" if check.extra else "lt"
    asked = {model.key: (model, same) for model, same in _asked_in(check.model, practice)}
    of_it = Q()
    for key, (_model, same) in asked.items():
        of_it |= Q(assessment__model_version__key=key, practice=same.code)
    earlier = (
        Answer.objects.given()
        .filter(
            of_it,
            assessment__business=check.business,
            assessment__extra=0,
            assessment__submitted_at__isnull=False,
            **{f"assessment__quarter_starts_on__{upto}": check.quarter.starts_on},
        )
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
        .first()
    )
    if earlier is None:
        return None
    then = asked[earlier.assessment.model_version.key]
    return earlier.assessment.quarter, wording(*then, earlier.value)


def _asked_in(model: MaturityModel, practice: Practice) -> Iterator[tuple[MaturityModel, Practice]]:
    """A question as this version asks it, and as earlier ones did that it can be compared with."""
    yield model, practice
    if not model.mappings:
        return
    for version in ModelVersion.objects.filter(key__in=model.mappings).defer("source"):
        old = version.maturity
        yield from ((old, p) for p in old.practices if practice_under(model, old, p) == practice)


def wording(model: MaturityModel, practice: Practice, value: str) -> str:
    """The sentence behind a stored value; nothing for a blank."""
    others = {"": "", "dk": model.answers.not_sure, "na": model.answers.does_not_apply}
    return others[value] if value in others else practice.anchors[int(value)]
