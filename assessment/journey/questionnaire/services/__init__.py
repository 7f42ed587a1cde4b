"""Services that start, change and close an assessment."""

from assessment.journey.questionnaire.services.answers import (
    AnswerChangedMeanwhile,
    Closed,
    NamedTwice,
    Save,
    close,
    mark_checked,
    mark_open_not_sure,
    record_answer,
    undo_answer,
)
from assessment.journey.questionnaire.services.assessments import (
    drop,
    start_assessment,
    start_correction,
    start_extra,
)
from assessment.journey.questionnaire.services.evidence import (
    NothingToReview,
    OwnEvidence,
    review_evidence,
)
from assessment.journey.questionnaire.services.refitting import refit_answers

__all__ = [
    "AnswerChangedMeanwhile",
    "Closed",
    "NamedTwice",
    "NothingToReview",
    "OwnEvidence",
    "Save",
    "close",
    "drop",
    "mark_checked",
    "mark_open_not_sure",
    "record_answer",
    "refit_answers",
    "review_evidence",
    "start_assessment",
    "start_correction",
    "start_extra",
    "undo_answer",
]
