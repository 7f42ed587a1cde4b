"""Ask somebody for a second opinion, and answer that; or end it before anything was revealed."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment, answer_at_start
from assessment.voices.second_opinions.models import Ending, SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.entries import ApartTerms
from assessment.voices.second_opinions.queries.opinions import (
    answers_by,
    has_looked,
    people_to_ask,
)
from assessment.voices.second_opinions.services.mails import (
    mail_ended,
    mail_invited,
    people_who_asked,
)

log = logging.getLogger(__name__)


class AlreadyAsked(DomainError):
    """Somebody gives a second opinion on this check already, or did."""


class NotSecond(DomainError):
    """This person answered the check, or has no access: it takes somebody else."""


@transaction.atomic
def invite(
    *, assessment: Assessment, person: User, counts: bool, by: User, at: datetime
) -> SecondOpinion:
    """Ask a person with access to answer a check apart, by email.

    Args:
        counts: whether the answers of the check may help to measure how much answers vary.

    Raises:
        AlreadyAsked: there is a second opinion on this check.
        NotSecond: the person cannot be asked.
    """
    if person not in people_to_ask(assessment, by):
        raise NotSecond(str(person))
    try:
        # The savepoint keeps the outer transaction usable if a unique constraint is violated.
        with transaction.atomic():
            row = SecondOpinion.objects.create(
                assessment=assessment,
                person=person,
                invited_by=by,
                invited_at=at,
                first_agrees=counts,
            )
    except IntegrityError as taken:
        raise AlreadyAsked(str(assessment)) from taken
    mail_invited(row, at=at)
    log.info("second opinion asked: opinion=%s by=%s", row.pk, by.pk)
    return row


@transaction.atomic
def accept(*, opinion: SecondOpinion, terms: ApartTerms, at: datetime) -> None:
    """Begin to answer apart. From now on, nothing else of the business is open to this person.

    A second click changes nothing, and neither does one after it was called off.

    Raises:
        NotSecond: the person has answered the check since they were asked.
    """
    row = SecondOpinion.objects.open().select_for_update().filter(pk=opinion.pk).first()
    if row is None or row.accepted_at:
        return
    if answers_by(row.person, row.assessment).exists():
        raise NotSecond(str(row.person))
    row.accepted_at = at
    row.blind = terms.unseen and not has_looked(row.person, row.assessment)
    row.second_agrees = terms.counts
    row.save(update_fields=["accepted_at", "blind", "second_agrees"])
    starts = map(answer_at_start, row.assessment.fitted_model.practices)
    SecondAnswer.objects.bulk_create(
        SecondAnswer(
            opinion=row,
            practice=start.practice,
            value=start.value,
            revision=start.revision,
            answered_at=at if start.given else None,
        )
        for start in starts
    )


@transaction.atomic
def decline(*, opinion: SecondOpinion, at: datetime) -> None:
    """Say no, or stop later; answers are deleted, and the other side is told."""
    if SecondOpinion.objects.filter(pk=opinion.pk).end(Ending.DECLINED, at):
        opinion.ending = Ending.DECLINED
        mail_ended(opinion, to=people_who_asked(opinion), at=at)


@transaction.atomic
def call_off(*, opinion: SecondOpinion, by: User, at: datetime) -> None:
    """Take the question back; answers are deleted, and the person is told."""
    if SecondOpinion.objects.filter(pk=opinion.pk).end(Ending.CALLED_OFF, at):
        opinion.ending = Ending.CALLED_OFF
        mail_ended(opinion, to=[opinion.person], at=at)
        log.info("second opinion called off: opinion=%s by=%s", opinion.pk, by.pk)
