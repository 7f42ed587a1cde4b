"""The pages of a check."""

from assessment.answering.views.area import questions
from assessment.answering.views.aside import drop_check, leave_late_check, start_extra_check
from assessment.answering.views.one import question, undo_answer
from assessment.answering.views.overview import check, review

__all__ = [
    "check",
    "drop_check",
    "leave_late_check",
    "question",
    "questions",
    "review",
    "start_extra_check",
    "undo_answer",
]
