"""Read the plans of the quarters between two checks."""

from collections import defaultdict
from dataclasses import dataclass

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import ItemKind, Plan, PlanItem
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, kw_only=True)
class PastPlan:
    """The newest plan of a past quarter, with its actions by due date, but not what to find out."""

    quarter: Quarter
    model: MaturityModel
    actions: tuple[PlannedAction, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the model's actions, including dropped ones, which the plan promised too."""
        return frozenset(planned.code for planned in self.actions if planned.code)


def plans_between(business: Business, first: Quarter, until: Quarter) -> tuple[PastPlan, ...]:
    """Return the newest plan of each quarter from `first` up to, but without, `until`.

    Oldest first; two queries.
    """
    found = (
        Plan.objects.filter(
            assessment__business=business,
            assessment__extra=0,
            assessment__quarter_starts_on__gte=first.starts_on,
            assessment__quarter_starts_on__lt=until.starts_on,
        )
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("assessment__quarter_starts_on", "number")
    )
    # The last plan of a quarter has the highest number, and a dict keeps the last value.
    newest = {plan.assessment.quarter_starts_on: plan for plan in found}
    items: dict[int, list[PlanItem]] = defaultdict(list)
    of_plans = PlanItem.objects.filter(plan__in=newest.values(), kind=ItemKind.ACTION)
    kept = of_plans.select_related("owner")
    for item in kept.order_by("due_on", "position"):
        items[item.plan_id].append(item)
    return tuple(_past_plan(plan, items[plan.pk]) for plan in newest.values())


def _past_plan(plan: Plan, items: list[PlanItem]) -> PastPlan:
    model = plan.assessment.model_version.maturity
    return PastPlan(
        quarter=plan.assessment.quarter,
        model=model,
        actions=tuple(planned_action(model, item) for item in items),
    )
