"""Which of the suggested actions are in the saved plan, for the pages of a result."""

from collections.abc import Mapping

from django.db.models import Subquery

from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.in_plan import InPlan

SHOWN = ("key", "kind", "dimension", "action", "status", "ended_on", "due_on")
"""What is read of each item."""


def actions_in_plan(result: Result) -> Mapping[str, InPlan] | None:
    """Return the model's actions in the newest plan of a quarter, by code; None without a plan.

    Tasks to find something out are listed by name. Dropped actions are left out, so that they can
    be suggested again. One query.
    """
    assessment = result.assessment
    plans = Plan.objects.filter(
        assessment__business=assessment.business_id,
        assessment__quarter_starts_on=assessment.quarter_starts_on,
    )
    newest = Subquery(plans.order_by("-number").values("pk")[:1])
    # The items are joined to the plan, so that a plan without any is still a row.
    rows = Plan.objects.filter(pk=newest).values(*(f"items__{name}" for name in SHOWN))
    found = [{name: row[f"items__{name}"] for name in SHOWN} for row in rows]
    if not found:
        return None
    items = [PlanItem(**values) for values in found if values["key"]]
    return {
        item.named: InPlan(
            key=item.key, status=Status(item.status), on=item.ended_on or item.due_on
        )
        for item in items
        if item.named and item.status != Status.DROPPED
    }
