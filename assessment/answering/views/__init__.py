"""The pages of a check."""

from assessment.answering.views.area import questions
from assessment.answering.views.one import question, undo_answer
from assessment.answering.views.overview import check, review

__all__ = ["check", "question", "questions", "review", "undo_answer"]
