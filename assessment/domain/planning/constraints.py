"""What an owner can put into a quarter, and what they want first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assessment.domain.model.maturity import Action, MaturityModel

USUAL_IMPORTANCE = 2


class Mode(StrEnum):
    """What comes first: the most good, areas up a level, or the whole business up a level."""

    VALUE = "value"
    LEVEL = "level"
    OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Cost:
    """What an action takes: hours of everybody together, money at most."""

    hours: int
    money: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWish:
    """The means of a quarter and how they should be used.

    Attributes:
        importance: 1 to 3 by dimension; what is not named counts 2.
        pinned: codes of actions that must be in.
        excluded: codes of actions that must stay out.
        running: codes of actions already begun, which stay in.
        own_costs: the owner's estimates, by code, instead of the model's.
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
        """The means that the model suggests to begin with."""
        figures = model.planning
        return cls(hours=figures.hours, money=figures.money, max_actions=figures.max_actions)

    @property
    def asking_for_nothing(self) -> "PlanWish":
        """The same means, with no action asked for and none shut out."""
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
