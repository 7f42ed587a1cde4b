"""Record that a second person looked at the note behind an answer."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.journey.questionnaire.models import Answer, Assessment, EvidenceReview

log = logging.getLogger(__name__)


class NothingToReview(DomainError):
    """The answer has no note, or it changed since the page was opened."""


class OwnEvidence(DomainError):
    """Somebody cannot check their own answer: that takes a second person."""


@transaction.atomic
def review_evidence(
    *, answer: Answer, seen: int, remark: str, by: User, at: datetime
) -> EvidenceReview:
    """Record that a note convinces, or the remark that says why it does not yet.

    While the check has not been sent, a convincing note makes the answer checked. After that,
    result and score stay as they were frozen. A correction starts with what was reviewed.

    Args:
        seen: the revision of the answer that the page showed.

    Raises:
        NothingToReview: the answer has no note, or was changed meanwhile.
        OwnEvidence: the reviewer gave this answer.
    """
    # Saving an answer and sending the check lock the same row.
    assessment = Assessment.objects.select_for_update().get(pk=answer.assessment_id)
    current = Answer.objects.select_for_update().get(pk=answer.pk)
    if current.revision != seen or not current.note.strip() or not current.given:
        raise NothingToReview(current.practice)
    if current.answered_by_id == by.pk:
        raise OwnEvidence(current.practice)
    review, _new = EvidenceReview.objects.update_or_create(
        answer=current,
        revision=seen,
        defaults={"convincing": not remark, "remark": remark, "by": by, "at": at},
    )
    if assessment.submitted_at is None:
        Answer.objects.filter(pk=current.pk).update(checked=review.convincing)
    kind = Event.EVIDENCE_CHECKED if review.convincing else Event.EVIDENCE_DOUBTED
    record(kind, by=by, at=at, business=assessment.business, question=current.practice)
    log.info("evidence reviewed: answer=%s convincing=%s by=%s", current.pk, not remark, by.pk)
    return review
