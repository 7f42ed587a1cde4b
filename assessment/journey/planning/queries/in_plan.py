"""Which of the suggested actions are in the saved plan, for the pages of a result."""

from collections.abc import Mapping

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import Plan
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.in_plan import InPlan


def actions_in_plan(result: Result) -> Mapping[str, InPlan] | None:
    """Return the model's actions in the newest plan of a quarter, by code; None without a plan.

    Tasks to find something out are listed by name. Dropped actions are left out, so that they can
    be suggested again. Two queries.
    """
    assessment = result.assessment
    plan = (
        Plan.objects.filter(
            assessment__business=assessment.business_id,
            assessment__quarter_starts_on=assessment.quarter_starts_on,
        )
        .order_by("-number")
        .only("pk")
        .first()
    )
    if plan is None:
        return None
    items = plan.items.exclude(status=Status.DROPPED)
    return {
        item.named: InPlan(
            key=item.key, status=Status(item.status), on=item.ended_on or item.due_on
        )
        for item in items
        if item.named
    }
