"""A saved plan and the things to do in it, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Tier
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ACHIEVED, Plan, PlanItem, Status

A_WEEK = timedelta(days=7)


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

    def is_soon(self, today: date) -> bool:
        """Due within a week from today on."""
        return today <= self.due_on < today + A_WEEK

    def days_late(self, today: date) -> int:
        """0 for what is done with, or not due yet."""
        return 0 if self.ended else max(0, (today - self.due_on).days)


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """The newest plan of a quarter, steps by due date; hours and money are those planned.

    What was dropped is among the `steps`, but not among those `kept`, and takes neither.
    """

    plan: Plan
    quarter: Quarter
    model: MaturityModel
    steps: Sequence[Step]
    wish: PlanWish

    @property
    def hours(self) -> int:
        return sum(step.hours for step in self.kept)

    @property
    def money(self) -> int:
        return sum(step.money for step in self.kept)

    @property
    def saved_at(self) -> datetime:
        return self.plan.saved_at

    @property
    def saved_by(self) -> User:
        return self.plan.saved_by

    @cached_property
    def unfinished(self) -> Sequence[Step]:
        return [step for step in self.steps if not step.ended]

    @cached_property
    def ended(self) -> Sequence[Step]:
        return [step for step in self.steps if step.ended]

    @cached_property
    def kept(self) -> Sequence[Step]:
        return [step for step in self.steps if step.status != Status.DROPPED]

    @cached_property
    def done(self) -> Sequence[Step]:
        return [step for step in self.kept if step.ended]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The model's actions in it, dropped ones left out."""
        return frozenset(step.action.code for step in self.kept if step.action)

    @property
    def own_hours(self) -> int:
        """What the owner's own actions take, dropped ones left out."""
        return sum(step.hours for step in self.kept if step.item.own)

    @property
    def underway(self) -> frozenset[str]:
        """The model's actions that were begun or done: planning anew keeps them in."""
        begun = ACHIEVED | {Status.RUNNING}
        return frozenset(s.action.code for s in self.steps if s.action and s.status in begun)

    def step_of(self, code: str) -> Step | None:
        return next((s for s in self.steps if s.action and s.action.code == code), None)

    def next_step(self, today: date) -> Step | None:
        return next((step for step in self.unfinished if step.due_on >= today), None)


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
