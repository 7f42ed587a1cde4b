"""The owner's budget for a quarter and their priorities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil

from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.find_out import FindOutArea

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
        empty_places: How many of those places the owner leaves empty by removing actions.
        mode: What the plan puts first.
        importance: 1 to 3 by dimension; dimensions not listed count as 2.
        pinned: Codes of actions that the plan must contain.
        excluded: Codes of actions that the plan must not contain.
        running: Codes of actions already started, which the plan must contain.
        own_costs: The owner's estimates by code, which replace the model's.
        team: The size of the team, as the model names it; empty if it is not known.
        not_suitable: Why actions do not suit the business, by code. The plan contains one of these
            only if the owner has pinned or started an action for the same practice.
        find_out: What to find out before the actions. It takes its hours out of `hours` first, and
            does not count as an action.
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
    team: str = ""
    not_suitable: Mapping[str, str] = field(default_factory=dict)
    find_out: tuple[FindOutArea, ...] = ()
    empty_places: int = 0

    @classmethod
    def usual(cls, model: MaturityModel) -> "PlanWish":
        """Return the budget that the model suggests to start with."""
        figures = model.planning
        return cls(hours=figures.hours, money=figures.money, max_actions=figures.max_actions)

    @property
    def asking_for_nothing(self) -> "PlanWish":
        """The same budget without any pinned, running, excluded or unsuitable actions."""
        nothing: frozenset[str] = frozenset()
        return replace(self, pinned=nothing, running=nothing, excluded=nothing, not_suitable={})

    @property
    def room(self) -> int:
        """The most actions to choose: the limit without the empty places, but at least one."""
        return (
            max(1, self.max_actions - self.empty_places) if self.empty_places else self.max_actions
        )

    @property
    def find_out_hours(self) -> int:
        return sum(area.hours for area in self.find_out)

    @property
    def hours_for_actions(self) -> int:
        """The hours that finding out leaves for actions."""
        return max(0, self.hours - self.find_out_hours)

    def finding_out(
        self, model: MaturityModel, areas: Iterable[FindOutArea], *, started: Iterable[str] = ()
    ) -> "PlanWish":
        """Return the wish with as many of these areas to find out as there are hours for.

        Started actions come first, because their hours are taken. Areas with a key in `started`
        stay in, because somebody is finding out about them.
        """
        running = (action for action in model.actions if action.code in self.running)
        left = self.hours - sum(self.cost(model, action).hours for action in running)
        kept, ours = [], set(started)
        for area in sorted(areas, key=lambda area: area.dimension.key not in ours):
            if area.hours <= left or area.dimension.key in ours:
                left -= area.hours
                kept.append(area)
        kept.sort(key=lambda area: model.dimensions.index(area.dimension))
        return replace(self, find_out=tuple(kept))

    @property
    def forced(self) -> frozenset[str]:
        return self.pinned | self.running

    def importance_of(self, dimension: str) -> int:
        return self.importance.get(dimension, USUAL_IMPORTANCE)

    def cost(self, model: MaturityModel, action: Action) -> Cost:
        """Return what an action takes: the owner's own figures, or the model's for the team."""
        return self.own_costs.get(action.code) or self.estimate(model, action)

    def estimate(self, model: MaturityModel, action: Action) -> Cost:
        """Return what the model says that an action takes in a team of this size."""
        people = model.planning.people_in(self.team)
        return Cost(
            _with_people(action.hours, action.hours_each, people),
            _with_people(model.money(action), action.cost_each, people),
        )


@lru_cache(maxsize=1024)
def _with_people(alone: int, each: Fraction, people: int) -> int:
    """Return a figure with the part of each person, rounded up."""
    # Planning asks for the same few figures thousands of times, and fractions are slow.
    return ceil(alone + each * people)
