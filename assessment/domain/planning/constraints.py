"""The owner's budget for a quarter and their priorities."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assessment.domain.model.maturity import Action, MaturityModel

USUAL_IMPORTANCE = 2


class Mode(StrEnum):
    """What a plan puts first: value, levels gained by areas, or the overall level."""

    VALUE = "value"
    LEVEL = "level"
    OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Cost:
    """The working hours of the whole team and the most money that an action takes."""

    hours: int
    money: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWish:
    """The budget of a quarter and how to use it.

    Attributes:
        hours: Working hours of the whole team in the quarter.
        money: In the business's currency.
        max_actions: The most actions that the plan can contain.
        mode: What the plan puts first.
        importance: 1 to 3 by dimension; dimensions not listed count as 2.
        pinned: Codes of actions that the plan must contain.
        excluded: Codes of actions that the plan must not contain.
        running: Codes of actions already started, which the plan must contain.
        own_costs: The owner's estimates by code, which replace the model's.
    """

    hours: int
    money: int
    max_actions: int
    mode: Mode = Mode.VALUE
    importance: Mapping[str, int] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()
    own_costs: Mapping[str, Cost] = field(default_factory=dict)

    @classmethod
    def usual(cls, model: MaturityModel) -> "PlanWish":
        """Return the budget that the model suggests to start with."""
        figures = model.planning
        return cls(hours=figures.hours, money=figures.money, max_actions=figures.max_actions)

    @property
    def asking_for_nothing(self) -> "PlanWish":
        """The same budget without any pinned, running or excluded actions."""
        nothing: frozenset[str] = frozenset()
        return replace(self, pinned=nothing, running=nothing, excluded=nothing)

    @property
    def forced(self) -> frozenset[str]:
        return self.pinned | self.running

    def importance_of(self, dimension: str) -> int:
        return self.importance.get(dimension, USUAL_IMPORTANCE)

    def cost(self, model: MaturityModel, action: Action) -> Cost:
        own = self.own_costs.get(action.code)
        return own or Cost(action.hours, model.money(action))
