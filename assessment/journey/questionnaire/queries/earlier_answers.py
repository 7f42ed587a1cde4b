"""Earlier answers: earlier saves of an answer, and the answers of earlier checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.domain.trends.mappings import practice_under
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.parties.catalogue.models import ModelVersion


def answer_seen(stored: Answer, revision: str) -> Answer | AnswerChange | None:
    """Return the earlier revision that a page showed; None if it is current or unknown."""
    # The revision comes from the browser, so it can be any text. The limit of nine digits keeps it
    # within the database's integer type.
    if not re.fullmatch(r"\d{1,9}", revision, re.ASCII) or int(revision) >= stored.revision:
        return None
    if int(revision) == 0:
        return Answer(practice=stored.practice)
    return AnswerChange.objects.filter(
        assessment_id=stored.assessment_id, practice=stored.practice, revision=revision
    ).first()


def checked_before(current: CurrentAssessment) -> bool:
    """Return whether the business sent a check for an earlier quarter."""
    earlier = Assessment.objects.submitted().filter(
        business=current.business, extra=0, quarter_starts_on__lt=current.quarter.starts_on
    )
    return earlier.exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The latest earlier answer to a question; `sent` is False if its check was never sent."""

    quarter: Quarter
    words: str
    note: str
    sent: bool


def answer_last_time(current: CurrentAssessment, practice: Practice) -> LastAnswer | None:
    """Return the latest earlier answer, or None if none is comparable.

    The answer can come from an earlier version of the questions, and keeps that version's wording.
    It can also come from a check that was never sent, unless a later one was. For an extra check
    it is the answer in its own quarter. One query, two for mapped versions.
    """
    upto = "lte" if current.extra else "lt"
    asked = {model.key: (model, same) for model, same in _asked_in(current.model, practice)}
    of_it = Q()
    for key, (_model, same) in asked.items():
        of_it |= Q(assessment__model_version__key=key, practice=same.code)
    # An open correction holds copies of what was sent, and may be given up.
    counts = Q(assessment__submitted_at__isnull=False) | Q(assessment__revision=1)
    earlier = (
        Answer.objects.given()
        .filter(
            of_it,
            counts,
            assessment__business=current.business,
            assessment__extra=0,
            **{f"assessment__quarter_starts_on__{upto}": current.quarter.starts_on},
        )
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
        .first()
    )
    if earlier is None:
        return None
    then = asked[earlier.assessment.model_version.key]
    return LastAnswer(
        quarter=earlier.assessment.quarter,
        words=wording(*then, earlier.value),
        note=earlier.note,
        sent=earlier.assessment.submitted_at is not None,
    )


def _asked_in(model: MaturityModel, practice: Practice) -> Iterator[tuple[MaturityModel, Practice]]:
    """Yield a question in this version, and in earlier versions it can be compared with.

    Calibrations of a version ask the same questions: cairn-1.1.1 those of cairn-1.1.
    """
    yield model, practice
    if not model.mappings:
        return
    alike = Q(key__in=model.mappings)
    for key in {model.base or model.key, *model.mappings}:
        alike |= Q(key__startswith=f"{key}.")
    for version in ModelVersion.objects.filter(alike).exclude(key=model.key).defer("source"):
        old = version.maturity
        yield from ((old, p) for p in old.practices if practice_under(model, old, p) == practice)


def wording(model: MaturityModel, practice: Practice, value: str) -> str:
    """Return the sentence for a stored value; empty for a blank."""
    others = {"": "", "dk": model.answers.not_sure, "na": model.answers.aside(practice)}
    return others[value] if value in others else practice.anchors[int(value)]
