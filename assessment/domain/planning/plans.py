"""The plan of a quarter: its actions in order, what to expect of them, and what is left out."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import (
    Action,
    Dimension,
    FindOutTask,
    MaturityModel,
    Practice,
    Tier,
)
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.reasons import Reason
from assessment.domain.planning.remarks import Remark
from assessment.domain.scoring.scores import ScoredSheet


class UnknownAction(DomainError):
    """A pinned or excluded code is no action of the model."""


class PinNotPossible(DomainError):
    """A pinned action cannot be done now: its practice is there already, or set aside."""

    def __init__(self, action: Action) -> None:
        super().__init__(action.code)
        self.action = action


class PinsDoNotFit(DomainError):
    """The pinned actions alone take more than there is; `needed` and `count` say how much."""

    def __init__(self, needed: Cost, count: int) -> None:
        super().__init__(f"{needed.hours} hours, {needed.money}, {count} actions")
        self.needed = needed
        self.count = count


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An action that could be done but is not in the plan, and what it lacks."""

    action: Action
    practice: Practice
    dimension: Dimension
    tier: Tier
    cost: Cost
    reason: Reason
    lacks: Cost
    why: Remark
    points_before: Fraction
    points_after: Fraction


@dataclass(frozen=True, kw_only=True)
class QuarterPlan:
    """The best use of what there is, in the order to do it, and what is expected of it."""

    model: MaturityModel
    wish: PlanWish
    now: ScoredSheet
    value: int
    levels_gained: int
    actions: tuple[PlannedAction, ...]
    expected: ScoredSheet
    left_out: tuple[LeftOut, ...]
    find_out: tuple[tuple[Practice, FindOutTask], ...]

    @cached_property
    def hours(self) -> int:
        return sum(planned.hours for planned in self.actions)

    @cached_property
    def money(self) -> int:
        return sum(planned.money for planned in self.actions)

    @cached_property
    def library(self) -> tuple[Action, ...]:
        """The library's actions in it."""
        return tuple(planned.action for planned in self.actions if planned.action)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(action.code for action in self.library)

    @property
    def smallest_action(self) -> LeftOut | None:
        """The cheapest useful action that did not get in, for a plan that stayed empty."""
        useful = [out for out in self.left_out if out.reason in {"fits", "too_costly"}]
        return min(useful, key=lambda out: (out.cost.hours, out.cost.money), default=None)

    def left_out_as(self, reason: Reason) -> tuple[LeftOut, ...]:
        return tuple(out for out in self.left_out if out.reason == reason)
