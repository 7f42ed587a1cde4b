"""Start a check, a correction or an extra check, and discard the latter two.

Corrections and extra checks lock the business first. If two people press the button at the same
time, the second one waits and then finds what the first has started.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max, Q

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import (
    Answer,
    AnswerChange,
    Assessment,
    EvidenceReview,
    answer_at_start,
)
from assessment.journey.questionnaire.queries.evidence import standing_reviews
from assessment.journey.questionnaire.services.answers import Closed
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version


@transaction.atomic
def start_assessment(*, business: Business, quarter: Quarter, by: User, at: datetime) -> Assessment:
    """Return the assessment of a quarter, creating it with blank answers if there is none.

    If one person runs the business, questions that need a team start set aside, with the reason.
    """
    # If two first answers arrive at once, the unique constraint lets only one of them create the
    # row. The other gets the existing one, so the blank answers are created once.
    assessment, new = Assessment.objects.get_or_create(
        business=business,
        quarter_starts_on=quarter.starts_on,
        extra=0,
        revision=1,
        defaults={"model_version": newest_version(), "started_at": at},
    )
    if new:
        _lay_out(assessment, by, at)
    return assessment


@transaction.atomic
def start_correction(*, sent: Assessment, at: datetime) -> Assessment:
    """Reopen a sent check as a new revision, with a copy of all its answers.

    If a correction is already open, return that one. The sent revision stays unchanged.
    """
    Business.objects.select_for_update().get(pk=sent.business_id)
    corrections = Assessment.objects.open().filter(business=sent.business_id, revision__gt=1)
    if found := corrections.filter(quarter_starts_on=sent.quarter_starts_on).first():
        return found
    # Any other open correction belongs to an earlier quarter. Its deadline has passed, so nobody
    # can reach it, and it would block this one: only one correction can be open at a time.
    corrections.delete()
    # `sent` can be outdated: another correction may have been sent since the page was opened.
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
        answerer=newest.answerer,
    )
    _copy_answers(newest, made)
    return made


@transaction.atomic
def start_extra(*, sent: Assessment, by: User, at: datetime) -> Assessment:
    """Start an extra check in the quarter of a sent one, with the same questions and no answers.

    If an extra check is already open in that quarter, return that one.
    """
    Business.objects.select_for_update().get(pk=sent.business_id)
    extras = Assessment.objects.filter(business=sent.business_id, extra__gt=0)
    of_quarter = extras.filter(quarter_starts_on=sent.quarter_starts_on)
    if found := of_quarter.open().first():
        return found
    # As with corrections, an open one of an earlier quarter is past its deadline.
    extras.open().delete()
    last = of_quarter.aggregate(last=Max("extra"))["last"] or 0
    made = Assessment.objects.create(
        business_id=sent.business_id,
        quarter_starts_on=sent.quarter_starts_on,
        extra=last + 1,
        model_version_id=sent.model_version_id,
        started_at=at,
    )
    _lay_out(made, by, at)
    return made


@transaction.atomic
def drop(*, assessment: Assessment) -> None:
    """Delete an open correction or extra check.

    Raises:
        Closed: it has already been sent or discarded.
    """
    aside = Assessment.objects.open().filter(Q(revision__gt=1) | Q(extra__gt=0))
    found = aside.select_for_update().filter(pk=assessment.pk).first()
    if found is None:
        raise Closed
    found.delete()


def _lay_out(assessment: Assessment, by: User, at: datetime) -> None:
    """Create the answers of a new sheet: most are blank, and some may be set aside."""
    answers = [answer_at_start(practice) for practice in assessment.fitted_model.practices]
    for answer in answers:
        answer.assessment = assessment
        if answer.given:
            answer.answered_at, answer.answered_by = at, by
    Answer.objects.bulk_create(answers)
    keep_as_changes([answer for answer in answers if answer.given])


def _copy_answers(sent: Assessment, made: Assessment) -> None:
    """Copy every answer, with its author and time, as revision 1 of the new sheet.

    What a second person found about a note goes with it, and now counts.
    """
    reviews = standing_reviews(sent)
    copies = [
        Answer(
            assessment=made,
            practice=answer.practice,
            value=answer.value,
            note=answer.note,
            reason=answer.reason,
            checked=_is_checked(answer, reviews.get(answer.practice)),
            revision=1,
            answered_at=answer.answered_at,
            answered_by_id=answer.answered_by_id,
        )
        for answer in sent.answers.given()
    ]
    Answer.objects.bulk_create(copies)
    keep_as_changes(copies)
    EvidenceReview.objects.bulk_create(
        EvidenceReview(
            answer=copy,
            revision=copy.revision,
            convincing=reviews[copy.practice].convincing,
            remark=reviews[copy.practice].remark,
            at=reviews[copy.practice].at,
            by_id=reviews[copy.practice].by_id,
        )
        for copy in copies
        if copy.practice in reviews
    )


def _is_checked(answer: Answer, review: EvidenceReview | None) -> bool:
    """Tell whether a check backs an answer: the last word of a second person, or as it was."""
    return review.convincing if review else answer.checked


def keep_as_changes(answers: Iterable[Answer]) -> None:
    """Store the current revision of each answer as a change, so that undo can return to it."""
    AnswerChange.objects.bulk_create(
        AnswerChange(
            assessment_id=answer.assessment_id,
            practice=answer.practice,
            operation=uuid4(),
            revision=answer.revision,
            value=answer.value,
            note=answer.note,
            reason=answer.reason,
            at=answer.answered_at,
            by_id=answer.answered_by_id,
        )
        for answer in answers
        if answer.answered_at and answer.answered_by_id  # always set, by a constraint
    )
