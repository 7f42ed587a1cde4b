"""What consultants have for a business's own people, as its home page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.consulting.clients.models import Message, PlanSuggestion
from assessment.consulting.clients.queries.conversations import unread_from_practices
from assessment.consulting.clients.queries.suggestions import waiting_suggestions
from assessment.domain.model.maturity import Practice
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import EvidenceReview
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.evidence import standing_reviews
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, slots=True, kw_only=True)
class FromConsultants:
    """The practices with access, what they wrote and suggested, and where notes are missing."""

    firms: Sequence[Consultancy]
    unread: Sequence[Message] = ()
    suggestions: Sequence[PlanSuggestion] = ()
    doubts: Sequence[tuple[Practice, EvidenceReview]] = ()


def from_consultants(
    business: Business, reader: User, current: CurrentAssessment
) -> FromConsultants | None:
    """Return what consultants have for this reader; one query, or four with a consultant.

    It is None for consultants themselves and for people who only read.
    """
    if business.role_of_viewer == Role.CONSULTANT or not may(business, Capability.COMMENT):
        return None
    running = business.engagements.running().select_related("consultancy")
    firms = [e.consultancy for e in running.order_by("consultancy__name", "pk")]
    if not firms:
        return None
    return FromConsultants(
        firms=firms,
        unread=unread_from_practices(business, reader),
        suggestions=waiting_suggestions(business),
        doubts=doubts_in(current),
    )


def doubts_in(current: CurrentAssessment) -> list[tuple[Practice, EvidenceReview]]:
    """Return the questions where a second person asked for more than the note says."""
    if current.assessment is None:
        return []
    reviews = standing_reviews(current.assessment)
    doubted = {code: review for code, review in reviews.items() if not review.convincing}
    return [(p, doubted[p.code]) for p in current.model.practices if p.code in doubted]
