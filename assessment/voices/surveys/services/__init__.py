"""Changing a survey and its answers: what other rooms may call."""

from assessment.voices.surveys.services.answering import Sent, keep_answer, was_sent
from assessment.voices.surveys.services.asking import (
    choose_questions,
    close_survey,
    open_survey,
    renew_link,
)
from assessment.voices.surveys.services.bringing_in import (
    AnswersStay,
    ColumnsChanged,
    bring_in,
    drop_answer_list,
    erase_answer_lists,
    keep_answer_list,
    settle_columns,
    take_answers_back,
)
from assessment.voices.surveys.services.looking_after import (
    count_answers,
    erase_answers,
    hide_words,
    show_words,
)

__all__ = [
    "AnswersStay",
    "ColumnsChanged",
    "Sent",
    "bring_in",
    "choose_questions",
    "close_survey",
    "count_answers",
    "drop_answer_list",
    "erase_answer_lists",
    "erase_answers",
    "hide_words",
    "keep_answer",
    "keep_answer_list",
    "open_survey",
    "renew_link",
    "settle_columns",
    "show_words",
    "take_answers_back",
    "was_sent",
]
