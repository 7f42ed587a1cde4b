"""What was done between two checks, read from the plans of those quarters."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.model.maturity import Action, Dimension, MaturityModel
from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import Plan, PlanItem, Status
from assessment.journey.planning.queries.saved_plans import step_of
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing to do of an earlier plan and what became of it.

    `action` is None for what the owner wrote, `dimension` if no area was chosen for that.
    """

    title: str
    action: Action | None
    dimension: Dimension | None
    status: Status
    outcome: str
    hours: int
    real_hours: Decimal | None

    @property
    def counts(self) -> bool:
        """Whether enough was done for an answer to move."""
        return self.status.achieved


@dataclass(frozen=True, kw_only=True)
class PastPlan:
    """The newest plan of a quarter that is over, its deeds by due date."""

    quarter: Quarter
    model: MaturityModel
    deeds: tuple[Deed, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The model's actions in it, dropped ones too: this is what was promised."""
        return frozenset(deed.action.code for deed in self.deeds if deed.action)


def plans_between(business: Business, first: Quarter, until: Quarter) -> tuple[PastPlan, ...]:
    """The plan of each quarter from `first` on and before `until`, oldest first; two queries."""
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
    newest = {plan.assessment.quarter_starts_on: plan for plan in found}
    items: dict[int, list[PlanItem]] = defaultdict(list)
    kept = PlanItem.objects.filter(plan__in=newest.values())
    for item in kept.order_by("due_on", "position"):
        items[item.plan_id].append(item)
    return tuple(_past_plan(plan, items[plan.pk]) for plan in newest.values())


def _past_plan(plan: Plan, items: list[PlanItem]) -> PastPlan:
    model = plan.assessment.model_version.maturity
    return PastPlan(
        quarter=plan.assessment.quarter,
        model=model,
        deeds=tuple(_deed(model, item) for item in items),
    )


def _deed(model: MaturityModel, item: PlanItem) -> Deed:
    step = step_of(model, item)
    return Deed(
        title=step.title,
        action=step.action,
        dimension=step.dimension,
        status=step.status,
        outcome=item.outcome,
        hours=item.hours,
        real_hours=item.real_hours,
    )
