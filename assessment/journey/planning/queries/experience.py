"""Actual time and effect of actions: across this site, and at one business."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import Experience, PlanItem
from assessment.parties.businesses.models import Business

FEWEST_FIRMS = 5
"""Figures from fewer businesses are never shown, as one of them could be recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionExperience:
    """The actual time and effect of an action across this site.

    Both are medians over businesses, and None if based on fewer than five. `lift` is in steps of
    the action's practice.
    """

    hours: Decimal | None
    hours_firms: int
    lift: Decimal | None
    lift_firms: int


def experience_of(model_key: str, codes: Iterable[str]) -> dict[str, ActionExperience]:
    """Return what the site has learned about these actions, by code; one query.

    Actions with figures from fewer than five businesses are left out.
    """
    found = Experience.objects.filter(model_key=model_key, action__in=list(codes))
    told = {
        row.action: ActionExperience(
            hours=row.hours if row.hours_firms >= FEWEST_FIRMS else None,
            hours_firms=row.hours_firms,
            lift=row.lift if row.lift_firms >= FEWEST_FIRMS else None,
            lift_firms=row.lift_firms,
        )
        for row in found
    }
    return {code: e for code, e in told.items() if e.hours is not None or e.lift is not None}


def hours_it_took(business: Business) -> dict[str, Decimal]:
    """Return the hours each action took this business the last time, by code; one query."""
    done = PlanItem.objects.filter(
        plan__assessment__business=business, status=Status.DONE, real_hours__isnull=False
    ).exclude(action="")
    told = done.order_by("ended_on", "pk").values_list("action", "real_hours")
    return {code: hours for code, hours in told if hours is not None}
