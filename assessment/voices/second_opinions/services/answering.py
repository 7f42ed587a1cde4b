"""Save the answers that are given apart, and reveal both sides once they are done."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import NOT_SURE
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import mark_checked
from assessment.journey.retests.services import keep_pairs
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.entries import SecondSave
from assessment.voices.second_opinions.queries.opinions import Opinion, first_side, opinion_of
from assessment.voices.second_opinions.services.mails import mail_revealed

log = logging.getLogger(__name__)


class Over(DomainError):
    """It has ended, or both sides were revealed: answers can no longer change."""


class OtherWindow(DomainError):
    """The answer was changed since the page was opened; `stored` is the current one."""

    def __init__(self, stored: SecondAnswer) -> None:
        super().__init__(stored.practice)
        self.stored = stored


class NotComplete(DomainError):
    """Some questions have no answer yet."""


@transaction.atomic
def save_second_answer(*, opinion: SecondOpinion, save: SecondSave, at: datetime) -> SecondAnswer:
    """Store an answer, provided that the page showed its current revision.

    Sending the same answer again stores nothing and gives the same reply.

    Raises:
        Over: it is too late to answer.
        OtherWindow: another answer was saved meanwhile.
    """
    row = SecondOpinion.objects.keeping_apart().select_for_update().filter(pk=opinion.pk).first()
    if row is None:
        raise Over(save.practice)
    stored = SecondAnswer.objects.select_for_update().get(opinion=row, practice=save.practice)
    if stored.value == save.value:
        return stored
    if stored.revision != save.seen:
        raise OtherWindow(stored)
    stored.value, stored.answered_at = save.value, at
    stored.revision += 1
    stored.save(update_fields=["value", "answered_at", "revision"])
    return stored


@transaction.atomic
def finish(*, opinion: SecondOpinion, at: datetime) -> bool:
    """Say that the second person is done, and reveal both sides if the others are, too.

    Returns:
        Whether both sides are revealed now.

    Raises:
        Over: it has ended, or was revealed before.
        NotComplete: some questions have no answer.
    """
    now = _locked(opinion)
    if not now.complete:
        raise NotComplete(str(opinion))
    now.row.finished_at = now.row.finished_at or at
    now.row.save(update_fields=["finished_at"])
    return reveal_if_done(now, at)


@transaction.atomic
def say_ready(*, opinion: SecondOpinion, by: User, at: datetime) -> bool:
    """Say that the answers of the check stand, and reveal both sides if the second is done.

    Returns:
        Whether both sides are revealed now.

    Raises:
        Over: it has ended, or was revealed before.
        NotComplete: some questions of the check have no answer.
    """
    now = _locked(opinion)
    if not now.check_complete:
        raise NotComplete(str(opinion))
    now.row.ready_at = now.row.ready_at or at
    now.row.save(update_fields=["ready_at"])
    log.info("check ready to compare: opinion=%s by=%s", now.row.pk, by.pk)
    return reveal_if_done(now, at)


def _locked(opinion: SecondOpinion) -> Opinion:
    """Lock the second opinion and the check, whose saves lock the same row."""
    rows = SecondOpinion.objects.open().select_for_update(of=("self",)).filter(pk=opinion.pk)
    row = rows.select_related("assessment__business").first()
    if row is None:
        raise Over(str(opinion))
    Assessment.objects.select_for_update().get(pk=first_side(row).pk)
    found = opinion_of(
        rows.select_related("assessment__model_version", "person", "invited_by"),
        row.assessment.business,
    )
    if found is None:
        raise Over(str(opinion))
    return found


def reveal_if_done(now: Opinion, at: datetime) -> bool:
    """Keep both answers to each question and tell both sides, in the caller's transaction."""
    if not now.both_done or not now.check_complete:
        return False
    row, check = now.row, first_side(now.row)
    first = {answer.practice: answer for answer in check.answers.given()}
    for answer in now.answers.values():
        answer.first = first[answer.practice].value
    SecondAnswer.objects.bulk_update(now.answers.values(), ["first"])
    row.revealed_at = at
    row.save(update_fields=["revealed_at"])
    if check.submitted_at is None:
        mark_checked(answers=_alike(now, first))
    if row.blind and row.first_agrees and row.second_agrees:
        values = {code: (a.first, a.value) for code, a in now.answers.items()}
        keep_pairs(assessment=check, person=row.person, values=values, at=at)
    mail_revealed(row, at=at)
    log.info("second opinion revealed: opinion=%s", row.pk)
    return True


def _alike(now: Opinion, first: dict[str, Answer]) -> list[Answer]:
    """Return the answers of the check that a second person gave, too."""
    return [
        first[code]
        for code, answer in now.answers.items()
        if answer.value == answer.first != NOT_SURE
    ]
