"""The plan of a quarter: its actions in order, the expected result, and what is left out."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import (
    Action,
    Dimension,
    MaturityModel,
    Practice,
    Tier,
)
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.find_out import FindOutArea
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.reasons import Reason
from assessment.domain.planning.remarks import Remark
from assessment.domain.scoring.scores import ScoredSheet


class UnknownAction(DomainError):
    """The code of a pinned or excluded action is not in the model."""


class PinNotPossible(DomainError):
    """A pinned action cannot be done now.

    Its practice has already reached the step, is too far below it, or is set aside.
    """

    def __init__(self, action: Action) -> None:
        super().__init__(action.code)
        self.action = action


class PinsDoNotFit(DomainError):
    """The pinned actions alone exceed the budget; `needed` and `count` say what they take."""

    def __init__(self, needed: Cost, count: int) -> None:
        super().__init__(f"{needed.hours} hours, {needed.money}, {count} actions")
        self.needed = needed
        self.count = count


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An action that is possible but not in the plan, with the reason.

    `lacks` is how much its cost exceeds the hours and money that the plan leaves over. The points
    of its area are `known` unless "not sure" leaves too much open.
    """

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
    known: bool


@dataclass(frozen=True, kw_only=True)
class QuarterPlan:
    """The actions of a plan in the order in which to do them, and the scores to expect."""

    model: MaturityModel
    wish: PlanWish
    now: ScoredSheet
    value: int
    levels_gained: int
    actions: tuple[PlannedAction, ...]
    expected: ScoredSheet
    left_out: tuple[LeftOut, ...]

    @property
    def find_out(self) -> tuple[FindOutArea, ...]:
        """What to find out before the actions."""
        return self.wish.find_out

    @property
    def all_hours(self) -> int:
        """The hours of everything in the plan: to find out, and for the actions."""
        return self.wish.find_out_hours + self.hours

    @cached_property
    def hours(self) -> int:
        """The hours of the actions alone."""
        return sum(planned.hours for planned in self.actions)

    @cached_property
    def money(self) -> int:
        return sum(planned.money for planned in self.actions)

    @cached_property
    def library(self) -> tuple[Action, ...]:
        """The plan's actions that are from the library."""
        return tuple(planned.action for planned in self.actions if planned.action)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(action.code for action in self.library)

    @property
    def smallest_action(self) -> LeftOut | None:
        """The smallest useful action left out, to suggest if the plan is empty."""
        useful = [out for out in self.left_out if out.reason in {"fits", "too_costly"}]
        return min(useful, key=lambda out: (out.cost.hours, out.cost.money), default=None)

    def left_out_as(self, reason: Reason) -> tuple[LeftOut, ...]:
        return tuple(out for out in self.left_out if out.reason == reason)
