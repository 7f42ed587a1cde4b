"""Keep a file with answers, settle its columns, bring its answers in, and take them back."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.uploads.tables import Row
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import (
    CAN_BE_TAKEN_BACK,
    WAITS,
    AnswerList,
    Survey,
    SurveyAnswer,
)
from assessment.voices.surveys.presenters.judging import JudgedAnswers
from assessment.voices.surveys.presenters.rows import judge, left_out_table
from assessment.voices.surveys.queries.files import guessed_columns
from assessment.voices.surveys.services.asking import locked_survey

log = logging.getLogger(__name__)

MOST_LISTS = 5
"""How many files of a business wait at a time; a further one takes the place of the oldest."""


class ColumnsChanged(DomainError):
    """The columns have been settled differently since the person looked at the rows."""


class AnswersStay(DomainError):
    """The week is over."""


@transaction.atomic
def keep_answer_list(
    *, business: Business, file_name: str, table: Sequence[Row], at: datetime
) -> AnswerList:
    """Keep an uploaded file until somebody brings its answers in, at most for a day."""
    survey = locked_survey(business=business, at=at)
    waiting = survey.lists.filter(added_at=None).order_by("-made_at", "-pk")
    too_many = list(waiting.values_list("pk", flat=True)[MOST_LISTS - 1 :])
    survey.lists.filter(pk__in=too_many).delete()
    return survey.lists.create(
        file_name=file_name,
        table=table,
        columns=guessed_columns(table[0]),
        made_at=at,
        expires_at=at + WAITS,
    )


def settle_columns(*, answer_list: AnswerList, columns: Mapping[str, int]) -> None:
    """Keep which column contains which value."""
    AnswerList.objects.filter(pk=answer_list.pk, added_at=None).update(columns=columns)


def drop_answer_list(*, answer_list: AnswerList) -> None:
    """Erase a file whose answers were not brought in; another one is left alone."""
    AnswerList.objects.filter(pk=answer_list.pk, added_at=None).delete()


@transaction.atomic
def bring_in(*, answer_list: AnswerList, columns: Mapping[str, int], by: User, at: datetime) -> int:
    """Bring every row in that is ready, and keep the others with their reasons.

    A file that was brought in already is left alone.

    Args:
        columns: what the person had settled on the page that they saw.

    Returns:
        How many answers came in.

    Raises:
        ColumnsChanged: nothing was brought in.
    """
    # Everybody who brings answers in waits here, so that none comes in twice.
    survey = Survey.objects.select_for_update().get(pk=answer_list.survey_id)
    current = AnswerList.objects.select_for_update(of=("self",)).get(pk=answer_list.pk)
    if current.added_at:
        return current.answers.count()
    if current.columns != columns:
        raise ColumnsChanged(str(current))
    found = judge(current, survey.business, at)
    _add(current, found)
    current.table, current.known = left_out_table(current, found), len(found.known)
    current.added_at, current.expires_at = at, at + CAN_BE_TAKEN_BACK
    current.save()
    count = len(found.ready)
    if count:
        about = {"count": str(count)}
        record(Event.ANSWERS_IMPORTED, by=by, at=at, business=survey.business, **about)
    log.info("answers brought in: survey=%s count=%s by=%s", survey.pk, count, by.pk)
    return count


def _add(answer_list: AnswerList, found: JudgedAnswers) -> None:
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            survey_id=answer_list.survey_id,
            answered_on=line.answer[0],
            recommend=line.answer[1],
            why=line.answer[2],
            is_imported=True,
            brought_in=answer_list,
        )
        for line in found.ready
        if line.answer
    )


@transaction.atomic
def take_answers_back(*, answer_list: AnswerList, by: User, at: datetime) -> int:
    """Delete the answers that came from a file, and the file; return how many are gone.

    Raises:
        AnswersStay: nothing was changed.
    """
    survey = Survey.objects.select_for_update().get(pk=answer_list.survey_id)
    current = AnswerList.objects.select_for_update(of=("self",)).filter(pk=answer_list.pk).first()
    if current is None or not current.can_be_taken_back(at):
        raise AnswersStay(str(answer_list))
    count, _ = current.answers.all().delete()
    current.delete()
    if count:
        about = {"count": str(count)}
        record(Event.ANSWERS_TAKEN_BACK, by=by, at=at, business=survey.business, **about)
    log.info("answers taken back: survey=%s count=%s by=%s", survey.pk, count, by.pk)
    return count


def erase_answer_lists(*, at: datetime) -> None:
    """Erase files that nobody brought in, and those that can't be taken back any more.

    The answers that came from them stay.
    """
    AnswerList.objects.filter(expires_at__lte=at).delete()
