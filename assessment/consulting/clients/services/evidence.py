"""Say about the note behind a client's answer that it convinces, or what is missing."""

from datetime import datetime

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, EvidenceReview
from assessment.journey.questionnaire.services import OwnEvidence, review_evidence
from assessment.parties.consultancies.models import Consultancy


def review_client_evidence(
    *, consultancy: Consultancy, answer: Answer, seen: int, remark: str, by: User, at: datetime
) -> EvidenceReview:
    """Record what a consultant thinks of a note; an empty remark says that it convinces.

    Raises:
        OwnEvidence: somebody in the practice gave this answer, so it takes another practice.
        NothingToReview: as in `review_evidence`.
    """
    if consultancy.members.filter(user=answer.answered_by_id).exists():
        raise OwnEvidence(answer.practice)
    return review_evidence(answer=answer, seen=seen, remark=remark, by=by, at=at)
