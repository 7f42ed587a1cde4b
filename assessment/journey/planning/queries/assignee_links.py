"""The links through which people without an account do an action."""

from datetime import datetime

from assessment.journey.planning.models import HandOver, PlanItem


def link_of(item: PlanItem, at: datetime) -> HandOver | None:
    """Return the newest working link of the helper who does this action; one query."""
    if not item.helper_email:
        return None
    links = item.hand_overs.usable(at).filter(email=item.helper_email)
    return links.select_related("mail").last()
