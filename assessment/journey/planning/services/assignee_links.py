"""Keep helpers' links in step with changes to their action."""

from datetime import datetime, time, timedelta

from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.services.item_changes import Actor

HOLDS = timedelta(days=14)
"""How long a link works after its action is due, or after it is sent if that is later."""


def keep_assignee_links(*, item: PlanItem, actor: Actor) -> None:
    """End the links of former helpers, and extend the current helper's link if needed."""
    links, at = item.hand_overs.open(), actor.at
    former = links.exclude(email=item.helper_email)
    if former.close(at):
        helper = item.hand_overs.filter(ended_at=at).values_list("name", flat=True).first() or ""
        business = item.plan.assessment.business
        record(Event.HAND_OVER_ENDED, by=actor.by, at=at, business=business, person=helper)
    links.usable(at).filter(expires_at__lt=link_expiry(item, at)).update(
        expires_at=link_expiry(item, at)
    )


def link_expiry(item: PlanItem, at: datetime) -> datetime:
    zone = item.plan.assessment.business.zone
    due = datetime.combine(item.due_on, time.max, tzinfo=zone)
    return max(due, at) + HOLDS
