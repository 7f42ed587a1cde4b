"""Count or delete answers, and hide the text in one: what only an owner may do."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.voices.surveys.models import Survey, SurveyAnswer

log = logging.getLogger(__name__)


@transaction.atomic
def count_answers(*, survey: Survey, keys: Iterable[int], by: User, at: datetime) -> int:
    """Count answers that were set aside, and return how many."""
    counted = survey.answers.filter(pk__in=list(keys), set_aside=True).update(set_aside=False)
    if counted:
        about = {"count": str(counted)}
        record(Event.ANSWERS_COUNTED, by=by, at=at, business=survey.business, **about)
        log.info("answers counted: survey=%s count=%s by=%s", survey.pk, counted, by.pk)
    return counted


@transaction.atomic
def erase_answers(*, survey: Survey, keys: Iterable[int], by: User, at: datetime) -> int:
    """Delete answers for good, and return how many; their text is recorded nowhere."""
    erased, _ = survey.answers.filter(pk__in=list(keys)).delete()
    if erased:
        about = {"count": str(erased)}
        record(Event.ANSWERS_ERASED, by=by, at=at, business=survey.business, **about)
        log.info("answers erased: survey=%s count=%s by=%s", survey.pk, erased, by.pk)
    return erased


@transaction.atomic
def hide_words(*, answer: SurveyAnswer, reason: str, by: User, at: datetime) -> None:
    """Show the text in an answer only to owners; its number still counts."""
    hidden = {"hidden_at": at, "hidden_by": by, "hidden_for": reason}
    if SurveyAnswer.objects.filter(pk=answer.pk, hidden_at=None).update(**hidden):
        record(Event.WORDS_HIDDEN, by=by, at=at, business=answer.survey.business)


@transaction.atomic
def show_words(*, answer: SurveyAnswer, by: User, at: datetime) -> None:
    """Show hidden words to everybody in the business again."""
    shown = {"hidden_at": None, "hidden_by": None, "hidden_for": ""}
    if SurveyAnswer.objects.filter(pk=answer.pk).exclude(hidden_at=None).update(**shown):
        record(Event.WORDS_SHOWN, by=by, at=at, business=answer.survey.business)
