"""What a second person found when looking at the notes behind answers."""

from collections.abc import Mapping

from assessment.journey.questionnaire.models import Answer, Assessment, EvidenceReview


def standing_reviews(assessment: Assessment) -> Mapping[str, EvidenceReview]:
    """Return the reviews of the answers as they are now, by question; one query."""
    found = EvidenceReview.objects.filter(answer__assessment=assessment)
    return {
        review.answer.practice: review
        for review in found.select_related("by", "answer")
        if review.revision == review.answer.revision
    }


def review_of(answer: Answer) -> EvidenceReview | None:
    """Return the review of one answer as it is now; one query, or none without a note."""
    if not answer.note:
        return None
    found = EvidenceReview.objects.filter(answer=answer, revision=answer.revision)
    return found.select_related("by").first()
