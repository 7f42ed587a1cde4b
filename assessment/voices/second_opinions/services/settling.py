"""Store what both sides agreed, and take it over into the check."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import (
    Save,
    mark_checked,
    record_answer,
    start_correction,
)
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion, Settlement
from assessment.voices.second_opinions.queries.comparison import (
    AnswerPair,
    answer_agreed,
    compared,
    of_check,
)
from assessment.voices.second_opinions.queries.entries import Agreement
from assessment.voices.second_opinions.queries.opinions import Opinion

log = logging.getLogger(__name__)

TIME_TO_FIND_OUT = timedelta(days=14)


class SettledMeanwhile(DomainError):
    """The other side settled this question since the page was opened."""


class CannotCorrect(DomainError):
    """The check can no longer be corrected, or another one is open."""


@transaction.atomic
def settle(*, opinion: Opinion, agreement: Agreement, by: User, at: datetime) -> Settlement:
    """Store what both agree on. In a check that is still open, it becomes the answer, as checked.

    Raises:
        SettledMeanwhile: somebody settled it otherwise since the page was opened.
    """
    # One row is locked for all, so that two people who press the button follow one another.
    SecondOpinion.objects.select_for_update().get(pk=opinion.row.pk)
    answer = SecondAnswer.objects.get(opinion=opinion.row, practice=agreement.practice)
    before = Settlement.objects.filter(answer=answer).first()
    if before and (before.value, before.word) == (agreement.value, agreement.word):
        return before
    if (before.revision if before else 0) != agreement.seen:
        raise SettledMeanwhile(agreement.practice)
    due = opinion.business.day(at) + TIME_TO_FIND_OUT
    settled, _new = Settlement.objects.update_or_create(
        answer=answer,
        defaults={
            "value": agreement.value,
            "word": agreement.word,
            "find_out_by": None if agreement.value else due,
            "revision": agreement.seen + 1,
            "settled_by": by,
            "settled_at": at,
        },
    )
    _write_open_check(opinion, agreement.practice, by, at)
    log.info("second opinion settled: opinion=%s by=%s", opinion.row.pk, by.pk)
    return settled


def _write_open_check(opinion: Opinion, code: str, by: User, at: datetime) -> None:
    """Write an agreed answer into the check, unless that was sent: then the owner decides."""
    both = compared(opinion)
    pair, stored = both.pair(code), of_check(both).get(code)
    if pair and stored and stored.assessment.submitted_at is None:
        _take_over([(pair, stored)], by, at)


def _take_over(pairs: list[tuple[AnswerPair, Answer]], by: User, at: datetime) -> None:
    """Write what was agreed as answers of an open check, and mark them as checked."""
    written = [
        record_answer(
            stored=stored,
            answer=answer_agreed(pair, stored),
            save=Save(stored.revision, uuid4(), by=by, at=at),
        )
        for pair, stored in pairs
        if pair.is_checked
    ]
    mark_checked(answers=written)


@transaction.atomic
def correct_as_agreed(*, opinion: Opinion, by: User, at: datetime) -> None:
    """Begin a correction of a sent check with everything that was agreed; it is not sent yet.

    Raises:
        CannotCorrect: the time for corrections is over, or another check is open.
    """
    business: Business = opinion.business
    current = current_assessment_of(business, business.day(at), to_change=True)
    ours = current.assessment and current.quarter == opinion.quarter and not current.extra
    if not ours or current.assessment is None or not (current.submitted or current.correcting):
        raise CannotCorrect(str(opinion.row))
    if current.submitted and current.correct_until is None:
        raise CannotCorrect(str(opinion.row))
    made = start_correction(sent=current.assessment, at=at) if current.submitted else None
    check = made or current.assessment
    answers = {one.practice: one for one in check.answers.select_related("assessment")}
    agreed = [(pair, answers[pair.practice.code]) for pair in compared(opinion).checked]
    _take_over(agreed, by, at)
    log.info("correction as agreed: opinion=%s by=%s", opinion.row.pk, by.pk)
