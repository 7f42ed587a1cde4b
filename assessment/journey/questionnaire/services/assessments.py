"""Beginning a check, putting a sent one right, and dropping what was begun beside it.

All that two people may press at once first takes hold of the business, so that whoever comes
second finds what the first has begun.
"""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max, Q

from assessment.domain.quarters import Quarter
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.questionnaire.services.answers import Closed
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version


@transaction.atomic
def start_assessment(*, business: Business, quarter: Quarter, at: datetime) -> Assessment:
    """The business's assessment of a quarter, begun now if it is not there, with blank answers."""
    assessment, new = Assessment.objects.get_or_create(
        business=business,
        quarter_starts_on=quarter.starts_on,
        extra=0,
        revision=1,
        defaults={"model_version": newest_version(), "started_at": at},
    )
    if new:
        _leave_blank(assessment)
    return assessment


@transaction.atomic
def start_correction(*, sent: Assessment, at: datetime) -> Assessment:
    """Open a sent check once more: a new revision that begins with all its answers.

    Whoever wants the same while one is open joins it. The sent one stays as it is.
    """
    Business.objects.select_for_update().get(pk=sent.business_id)
    corrections = Assessment.objects.open().filter(business=sent.business_id, revision__gt=1)
    if found := corrections.filter(quarter_starts_on=sent.quarter_starts_on).first():
        return found
    # One of an earlier quarter can only be a closed one, which nobody can reach any more.
    corrections.delete()
    newest = (
        Assessment.objects.submitted()
        .filter(business=sent.business_id, quarter_starts_on=sent.quarter_starts_on, extra=0)
        .latest("revision")
    )
    made = Assessment.objects.create(
        business_id=newest.business_id,
        quarter_starts_on=newest.quarter_starts_on,
        revision=newest.revision + 1,
        model_version_id=newest.model_version_id,
        started_at=at,
    )
    _copy_answers(newest, made)
    return made


@transaction.atomic
def start_extra(*, sent: Assessment, at: datetime) -> Assessment:
    """A further check in the quarter of a sent one, with its questions and blank answers.

    Whoever wants the same while one is open joins it.
    """
    Business.objects.select_for_update().get(pk=sent.business_id)
    extras = Assessment.objects.filter(business=sent.business_id, extra__gt=0)
    of_quarter = extras.filter(quarter_starts_on=sent.quarter_starts_on)
    if found := of_quarter.open().first():
        return found
    # As for corrections: an open one of an earlier quarter is closed.
    extras.open().delete()
    last = of_quarter.aggregate(last=Max("extra"))["last"] or 0
    made = Assessment.objects.create(
        business_id=sent.business_id,
        quarter_starts_on=sent.quarter_starts_on,
        extra=last + 1,
        model_version_id=sent.model_version_id,
        started_at=at,
    )
    _leave_blank(made)
    return made


@transaction.atomic
def drop(*, assessment: Assessment) -> None:
    """Delete a correction or a check in between that is not sent; what was sent stays.

    Raises:
        Closed: it was sent, or dropped before.
    """
    aside = Assessment.objects.open().filter(Q(revision__gt=1) | Q(extra__gt=0))
    found = aside.select_for_update().filter(pk=assessment.pk).first()
    if found is None:
        raise Closed
    found.delete()


def _leave_blank(assessment: Assessment) -> None:
    practices = assessment.model_version.maturity.practices
    Answer.objects.bulk_create(
        Answer(assessment=assessment, practice=practice.code) for practice in practices
    )


def _copy_answers(sent: Assessment, made: Assessment) -> None:
    """Every answer as it was given, by whom and when, as the first of the new sheet."""
    given = list(sent.answers.given())
    Answer.objects.bulk_create(
        Answer(
            assessment=made,
            practice=answer.practice,
            value=answer.value,
            note=answer.note,
            reason=answer.reason,
            checked=answer.checked,
            revision=1,
            answered_at=answer.answered_at,
            answered_by_id=answer.answered_by_id,
        )
        for answer in given
    )
    # Undo goes back to them, and no further.
    AnswerChange.objects.bulk_create(
        AnswerChange(
            assessment=made,
            practice=answer.practice,
            operation=uuid4(),
            revision=1,
            value=answer.value,
            note=answer.note,
            reason=answer.reason,
            at=answer.answered_at,
            by_id=answer.answered_by_id,
        )
        for answer in given
        if answer.answered_at and answer.answered_by_id  # as the database demands
    )
