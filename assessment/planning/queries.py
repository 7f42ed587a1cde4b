"""Looking saved plans up, and reading them back as the domain sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment.accounts.models import User
from assessment.domain.checks import Check
from assessment.domain.exchange import read_wish
from assessment.domain.maturity import Action, Dimension, MaturityModel, Tier
from assessment.domain.planning import Plan as PlanValue
from assessment.domain.planning import plan_of
from assessment.domain.quarters import Quarter
from assessment.domain.wishes import PlanWish
from assessment.organisations.models import Business
from assessment.planning.models import Plan, PlanItem, Status
from assessment.scoring.models import Result


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do of the saved plan, as it stands.

    `action` and `tier` are None for what the owner wrote, `dimension` is if no area was chosen.
    """

    item: PlanItem
    action: Action | None
    dimension: Dimension | None
    tier: Tier | None

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def title(self) -> str:
        return self.action.title if self.action else self.item.title

    @property
    def first_move(self) -> str:
        return self.action.first_move if self.action else ""

    @property
    def due_on(self) -> date:
        return self.item.due_on

    @property
    def hours(self) -> int:
        return self.item.hours

    @property
    def money(self) -> int:
        return self.item.money

    @property
    def owner(self) -> User | None:
        return self.item.owner

    @property
    def who(self) -> str:
        """The name of whoever does it, with or without an account; empty for nobody yet."""
        return str(self.item.owner or self.item.helper_name)

    @property
    def status(self) -> Status:
        return Status(self.item.status)

    @property
    def ended(self) -> bool:
        return self.status.ended

    def days_late(self, today: date) -> int:
        """0 for what is done with, or not due yet."""
        return 0 if self.ended else max(0, (today - self.due_on).days)


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """The newest plan of a quarter, steps by due date; hours and money are those planned."""

    plan: Plan
    quarter: Quarter
    model: MaturityModel
    steps: Sequence[Step]
    wish: PlanWish

    @property
    def hours(self) -> int:
        return sum(step.hours for step in self.steps)

    @property
    def money(self) -> int:
        return sum(step.money for step in self.steps)

    @property
    def saved_at(self) -> datetime:
        return self.plan.saved_at

    @property
    def saved_by(self) -> User:
        return self.plan.saved_by

    @property
    def due_days(self) -> list[date]:
        return [step.due_on for step in self.unfinished]

    @cached_property
    def unfinished(self) -> Sequence[Step]:
        return [step for step in self.steps if not step.ended]

    @cached_property
    def ended(self) -> Sequence[Step]:
        return [step for step in self.steps if step.ended]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The model's actions in it, dropped ones left out."""
        kept = [step for step in self.steps if step.status != Status.DROPPED]
        return frozenset(step.action.code for step in kept if step.action)

    @property
    def underway(self) -> frozenset[str]:
        """The model's actions that were begun or done: planning anew keeps them in."""
        begun = {Status.RUNNING, Status.DONE, Status.PARTLY}
        return frozenset(s.action.code for s in self.steps if s.action and s.status in begun)

    def step_of(self, code: str) -> Step | None:
        return next((s for s in self.steps if s.action and s.action.code == code), None)

    def next_step(self, today: date) -> Step | None:
        return next((step for step in self.unfinished if step.due_on >= today), None)


def saved_plan(result: Result) -> SavedPlan | None:
    """The plan that counts in the quarter of a result; two queries."""
    assessment = result.assessment
    if assessment.extra:
        return None
    return plan_of_quarter(assessment.business_id, assessment.quarter)


def plan_of_quarter(business: int, quarter: Quarter) -> SavedPlan | None:
    """The plan saved last in a quarter of the business with this id; two queries."""
    plan = (
        Plan.objects.filter(
            assessment__business=business, assessment__quarter_starts_on=quarter.starts_on
        )
        .select_related("saved_by", "assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-number")
        .first()
    )
    return _read(plan) if plan else None


def _read(plan: Plan) -> SavedPlan:
    model = plan.assessment.model_version.maturity
    items = plan.items.select_related("owner").order_by("due_on", "position")
    return SavedPlan(
        plan=plan,
        quarter=plan.assessment.quarter,
        model=model,
        steps=tuple(step_of(model, item) for item in items),
        wish=read_wish(model, plan.wish),
    )


def step_of(model: MaturityModel, item: PlanItem) -> Step:
    """One item with what the model says about it."""
    if item.own:
        areas = [area for area in model.dimensions if area.key == item.dimension]
        return Step(item=item, action=None, dimension=areas[0] if areas else None, tier=None)
    action = model.action(item.action)
    practice = model.practice(action.practice)
    return Step(
        item=item,
        action=action,
        dimension=model.dimension(practice.dimension),
        tier=model.tier(practice.tier),
    )


def plan_behind(saved: SavedPlan, check: Check) -> PlanValue:
    """The saved actions as the domain sees them on the check as it stands, dropped ones left out.

    Nothing is chosen anew: a correction of the check changes what to expect, not what was promised.
    """
    return plan_of(check.model, check.sheet, saved.wish, saved.codes)


def teammates(business: Business) -> list[User]:
    """Who can be asked to do something, in the order they came; one query."""
    memberships = business.memberships.select_related("user").order_by("since", "pk")
    return [membership.user for membership in memberships]
