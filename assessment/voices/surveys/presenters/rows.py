"""The rows of a file on their page, and those left out as a file."""

from collections.abc import Sequence
from datetime import datetime

from assessment.foundation.uploads.tables import Row
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import AnswerColumn, AnswerList
from assessment.voices.surveys.presenters.judging import JudgedAnswers, judged_answers
from assessment.voices.surveys.queries.known import brought_in_before
from assessment.voices.surveys.wording.files import left_out_head, row_head

AMERICAN = "US"


def judge(answer_list: AnswerList, business: Business, at: datetime) -> JudgedAnswers:
    """Say what happens to each row of a file now; one query."""
    return judged_answers(
        answer_list,
        brought_in_before(answer_list.survey_id),
        today=business.day(at),
        american=business.holidays_of == AMERICAN,
    )


def left_out_table(answer_list: AnswerList, found: JudgedAnswers) -> list[Row]:
    """Return the rows that are left out, each with its number in the file and the reason.

    Only our three columns are in it. Others may name people, and nothing of them is kept.
    """
    heads = answer_list.table[0]
    places = [answer_list.columns.get(column) for column in AnswerColumn]
    ours = [heads[place] if place is not None else "" for place in places]
    rows: list[Sequence[str]] = [[row_head(), *ours, left_out_head()]]
    rows += [
        [str(line.number), line.day, line.recommend, line.why, line.problem]
        for line in found.left_out
    ]
    return rows
