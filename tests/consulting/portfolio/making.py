"""Clients of a practice whose standings are given, without their checks and plans."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Movement, Standing
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from tests.factories import NOON, make_model_version

TODAY = NOON.date()
Q4 = date(2026, 10, 1)
numbers = count(1)


def make_client(
    consultancy: Consultancy, name: str = "", *, given_days_ago: int = 30, **fields: Any
) -> Engagement:
    """Create a business that lets a practice in; `fields` are columns of the business."""
    slug = fields.pop("slug", f"client-{next(numbers)}")
    business = Business.objects.create(
        name=name or slug, slug=slug, founded_at=NOON, set_up_at=NOON, **fields
    )
    return Engagement.objects.create(
        consultancy=consultancy, business=business, given_at=NOON - timedelta(days=given_days_ago)
    )


def stand(engagement: Engagement, **columns: Any) -> Standing:
    """Give a client a row after which it needs nobody, except for these columns."""
    user = engagement.consultancy.members.all()[0].user
    assessment = Assessment.objects.create(
        business=engagement.business,
        quarter_starts_on=Q4,
        model_version=make_model_version(),
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=user,
    )
    usual: dict[str, Any] = {
        "quarter_starts_on": Q4,
        "sent_at": NOON,
        "score": 52,
        "score_shown": "52",
        "low": 47,
        "high": 55,
        "level": "solid",
        "level_rank": 1,
        "certainty": "plain",
        "areas": areas(52),
        "movement": Movement.CHANCE,
        "points_before": 50,
        "points_now": 52,
        "next_due_on": date(2027, 1, 1),
    }
    return Standing.objects.create(
        business=engagement.business, assessment=assessment, **(usual | columns)
    )


def areas(points: int) -> dict[str, Any]:
    """Return the same points for every area of our own questions."""
    dimensions = make_model_version().maturity.dimensions
    cell = {"points": points, "low": points - 5, "high": points + 3, "rank": 1}
    return {area.key: cell for area in dimensions}


def ends_in(engagement: Engagement, days: int) -> None:
    """Give an access a last day."""
    engagement.ends_on = TODAY + timedelta(days=days)
    engagement.expires_at = NOON + timedelta(days=days, hours=12)
    engagement.save()
