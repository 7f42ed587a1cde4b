"""The notes behind answers as a consultant looks through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.model.answers import Evidence
from assessment.domain.model.maturity import Dimension, Practice
from assessment.domain.scoring.rules import rule_of
from assessment.journey.questionnaire.models import Answer, Assessment, EvidenceReview
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One answer: its sentence, its note, and what a second person found.

    `own` says that the practice gave the answer itself, so that it cannot check it.
    """

    practice: Practice
    answer: Answer
    sentence: str
    label: str
    review: EvidenceReview | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceArea:
    """The answers of one area that have a note."""

    area: Dimension
    lines: Sequence[EvidenceLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """All answers with a note by area, and the high ones without."""

    assessment: Assessment
    areas: Sequence[EvidenceArea]
    bare: Sequence[EvidenceLine]
    noted: int
    checked: int


def evidence_page(
    assessment: Assessment,
    business: Business,
    reviews: Mapping[str, EvidenceReview],
    *,
    ours: Consultancy,
) -> EvidencePage:
    model = assessment.model_version.fitted_to(business.circumstances)
    least = rule_of(model).unbacked_from
    people = set(ours.members.values_list("user", flat=True))
    given = {answer.practice: answer for answer in assessment.answers.given()}
    lines = [
        _line(
            practice, given[practice.code], reviews.get(practice.code), people, model.answers.labels
        )
        for practice in model.practices
        if practice.code in given
    ]
    noted = [line for line in lines if line.answer.note.strip()]
    return EvidencePage(
        assessment=assessment,
        areas=[
            EvidenceArea(area=area, lines=found)
            for area in model.dimensions
            if (found := [line for line in noted if line.practice.dimension == area.key])
        ],
        bare=[
            line
            for line in lines
            if line.answer.as_sheet_answer().evidence is Evidence.NONE
            and line.answer.as_sheet_answer().step >= least
        ],
        noted=len(noted),
        checked=sum(line.review is not None and line.review.convincing for line in noted),
    )


def _line(
    practice: Practice,
    answer: Answer,
    review: EvidenceReview | None,
    people: set[int],
    labels: Sequence[str],
) -> EvidenceLine:
    value = answer.as_sheet_answer().value
    number = isinstance(value, int)
    return EvidenceLine(
        practice=practice,
        answer=answer,
        sentence=practice.anchors[int(value)] if number else "",
        label=labels[int(value)] if number else "",
        review=review,
        own=answer.answered_by_id in people,
    )
