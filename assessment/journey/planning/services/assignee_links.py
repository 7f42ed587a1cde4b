"""Keep helpers' links in step with changes to their action."""

from datetime import datetime, time, timedelta

from assessment.foundation.links.services import end_open_links
from assessment.journey.planning.models import PlanItem

HOLDS = timedelta(days=14)
"""How long a link works after its action is due, or after it is sent if that is later."""


def keep_assignee_links(*, item: PlanItem, at: datetime) -> None:
    """End the links of former helpers, and extend the current helper's link if needed."""
    links = item.hand_overs.open()
    end_open_links(links.exclude(email=item.helper_email), at=at)
    links.usable(at).filter(expires_at__lt=link_expiry(item, at)).update(
        expires_at=link_expiry(item, at)
    )


def link_expiry(item: PlanItem, at: datetime) -> datetime:
    zone = item.plan.assessment.business.zone
    due = datetime.combine(item.due_on, time.max, tzinfo=zone)
    return max(due, at) + HOLDS
