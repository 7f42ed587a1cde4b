"""Looking saved plans up, and reading them back as the domain sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessment.accounts.models import User
from assessment.domain.checks import Check
from assessment.domain.exchange import read_wish
from assessment.domain.maturity import Action, Dimension, MaturityModel, Tier
from assessment.domain.planning import Plan as PlanValue
from assessment.domain.planning import make_plan
from assessment.domain.quarters import Quarter
from assessment.domain.wishes import PlanWish
from assessment.organisations.models import Business
from assessment.planning.models import Plan, PlanItem
from assessment.scoring.models import Result


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do of the saved plan."""

    action: Action
    dimension: Dimension
    tier: Tier
    due_on: date
    hours: int
    money: int
    owner: User | None


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """The newest plan of a result, steps by due date."""

    quarter: Quarter
    steps: Sequence[Step]
    hours: int
    money: int
    saved_at: datetime
    saved_by: User
    wish: PlanWish

    @property
    def due_days(self) -> list[date]:
        return [step.due_on for step in self.steps]

    def next_step(self, today: date) -> Step | None:
        return next((step for step in self.steps if step.due_on >= today), None)


def saved_plan(result: Result) -> SavedPlan | None:
    """The plan that counts: the one saved last; two queries."""
    plans = Plan.objects.filter(assessment=result.assessment).select_related("saved_by")
    plan = plans.order_by("-number").first()
    if plan is None:
        return None
    model = result.assessment.model_version.maturity
    items = plan.items.select_related("owner").order_by("due_on", "position")
    return SavedPlan(
        quarter=result.assessment.quarter,
        steps=tuple(_step_of(model, item) for item in items),
        hours=plan.hours,
        money=plan.money,
        saved_at=plan.saved_at,
        saved_by=plan.saved_by,
        wish=read_wish(model, plan.wish),
    )


def _step_of(model: MaturityModel, item: PlanItem) -> Step:
    action = model.action(item.action)
    practice = model.practice(action.practice)
    return Step(
        action=action,
        dimension=model.dimension(practice.dimension),
        tier=model.tier(practice.tier),
        due_on=item.due_on,
        hours=item.hours,
        money=item.money,
        owner=item.owner,
    )


def plan_behind(saved: SavedPlan, check: Check) -> PlanValue:
    """The plan as the domain makes it again from the saved wish; always the same."""
    return make_plan(check.model, check.sheet, saved.wish)


def teammates(business: Business) -> list[User]:
    """Who can be asked to do something, in the order they came; one query."""
    memberships = business.memberships.select_related("user").order_by("since", "pk")
    return [membership.user for membership in memberships]
