"""The questions that a client answers now, and the check whose notes can be looked at."""

from django.utils import timezone

from assessment.domain.model.maturity import MaturityModel
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.parties.businesses.models import Business


def questions_of(business: Business) -> MaturityModel:
    """Return the questions of the current check; two queries at most."""
    return current_assessment_of(business, timezone.localdate()).model


def check_to_review(business: Business) -> Assessment | None:
    """Return the check being answered, or else the newest one sent; None before the first."""
    current = current_assessment_of(business, timezone.localdate()).assessment
    if current and current.answers.given().exists():
        return current
    sent = Assessment.objects.submitted().filter(business=business, extra=0)
    known = sent.select_related("model_version").defer("model_version__source")
    return known.order_by("quarter_starts_on", "revision").last()
