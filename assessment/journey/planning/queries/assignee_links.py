"""The links by which somebody without an account does an action."""

from datetime import datetime

from assessment.journey.planning.models import HandOver, PlanItem


def link_of(item: PlanItem, at: datetime) -> HandOver | None:
    """The newest link that still works for whoever does this without an account; one query."""
    if not item.helper_email:
        return None
    return item.hand_overs.usable(at).filter(email__iexact=item.helper_email).last()
