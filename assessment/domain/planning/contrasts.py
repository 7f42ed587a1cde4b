"""Explanations by contrast: a plan beside the best plans under one other condition.

Nothing here is estimated. Each comparison is with a plan that the exact search has found, so pages
say what would happen if another action were chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action
from assessment.domain.planning.candidates import SearchSpace
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.planner import MORE_HOURS
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.planning.substitutions import without
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import OverallScore

MORE_PLACES = 3
"""How many more actions are tried."""
MOST_PLANS_FOR_MONEY = 6
"""How many plans are searched for more money. Where there are more, money is not mentioned."""

Criterion = Literal["overall", "levels", "value", "hours", "money", "number", "order"]
FIRST: Mapping[Mode, tuple[Criterion, ...]] = {
    Mode.VALUE: ("value", "levels"),
    Mode.LEVEL: ("levels", "value"),
    Mode.OVERALL: ("overall", "levels", "value"),
}
THEN: tuple[Criterion, ...] = ("hours", "money", "number", "order")


class Lever(StrEnum):
    """What can bring an action into a plan."""

    PLACE = "place"
    HOURS = "hours"
    MONEY = "money"

    def had(self, wish: PlanWish) -> int:
        return {Lever.PLACE: wish.room, Lever.HOURS: wish.hours, Lever.MONEY: wish.money}[self]

    def allowing(self, wish: PlanWish, most: int) -> PlanWish:
        """Return the wish with this much, whatever it had."""
        if self is Lever.PLACE:
            return replace(wish, max_actions=most, empty_places=0)
        return replace(wish, hours=most) if self is Lever.HOURS else replace(wish, money=most)

    def taken(self, plan: QuarterPlan, found: "Alternative") -> int:
        """Return the smallest amount that a wish needs for an alternative to this plan."""
        return {
            Lever.PLACE: len(found.actions),
            Lever.HOURS: plan.all_hours + found.hours,
            Lever.MONEY: plan.money + found.money,
        }[self]


@dataclass(frozen=True, slots=True)
class WayIn:
    """The smallest change of one kind with which the best plan contains an action."""

    lever: Lever
    more: int


class PlanFigures(NamedTuple):
    """What the search compares of a plan, so that more is better."""

    overall: int
    levels: int
    value: int
    hours: int
    money: int
    number: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another plan, and how it differs from the plan beside it.

    Attributes:
        actions: All of its actions, in the model's order.
        came, left: The actions that only this plan has, and those that only the other has.
        expected: The overall score to expect of it.
        levels, hours, money: How many more of them it has; negative if it has fewer.
        decided_by: The first thing in which the plans differ, in the order in which they count.
        better: Whether this plan would win, if the other were not bound to some of its actions.
    """

    actions: tuple[Action, ...]
    came: tuple[Action, ...]
    left: tuple[Action, ...]
    expected: OverallScore
    levels: int
    hours: int
    money: int
    decided_by: Criterion
    better: bool

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(action.code for action in self.actions)


@dataclass(frozen=True)
class Contrasts:
    """What a plan is compared with. Each comparison is planned only when it is asked for.

    The plan has to be the best one for its wish and this sheet, as `make_plan` returns it.
    """

    plan: QuarterPlan
    sheet: AnswerSheet
    more_hours: int = MORE_HOURS

    # ---- why an action is in the plan

    def without(self, action: Action) -> Alternative | None:
        """Return the best plan that excludes an action, with everything else as free as before.

        The action was chosen over whatever comes in. Pinning that as well would not change the
        plan, because the best plan without the action already contains it. None if the action has
        to stay, because it or one that builds on it has been started.
        """
        return self._beside(without(self.plan, action))

    # ---- why an action is left out

    def pinned(self, action: Action) -> Alternative | None:
        """Return the best plan with an action pinned, or None if it would not fit."""
        wish = self.plan.wish
        pinned, excluded = wish.pinned | {action.code}, wish.excluded - {action.code}
        return self._beside(replace(wish, pinned=pinned, excluded=excluded))

    def comes_back(self, action: Action) -> bool:
        """Tell whether an excluded action would be in the plan if it were not excluded."""
        wish = self.plan.wish
        found = self._beside(replace(wish, excluded=wish.excluded - {action.code}))
        return found is not None and action.code in found.codes

    def comes_in_if_known(self, out: LeftOut) -> bool:
        """Tell whether an action would be in the plan if "not sure" below its tier turned out well.

        It would turn out best if each of these answers were the highest. Finding out keeps its
        hours.
        """
        tiers = self.plan.model.tiers[: self.plan.model.tiers.index(out.tier)]
        below = [practice for tier in tiers for practice in out.dimension.in_tier(tier)]
        known = self.sheet.at_best(below)
        if known is self.sheet:
            return False
        space = SearchSpace.of(self.plan.model, known, self.plan.wish)
        choice = best_choice(space)
        return choice is not None and out.action in space.actions(choice)

    def ways_in(self, code: str) -> tuple[WayIn, ...]:
        """Return what would bring in an action that is left out, each the smallest of its kind.

        There are none if no single change within reach is enough.
        """
        return tuple(
            WayIn(lever, min(amounts))
            for lever, offers in self._offers.items()
            if (amounts := [more for more, codes in offers if code in codes])
        )

    @property
    def searched(self) -> Mapping[Lever, int]:
        """How much more of each was tried, apart from what would have taken too many plans."""
        return {
            lever: more for lever, more in self._tried.items() if more and lever in self._offers
        }

    @cached_property
    def _tried(self) -> Mapping[Lever, int]:
        """How much more of each to try; of money, as much as the dearest action left out costs."""
        dearest = max((out.cost.money for out in self.plan.left_out), default=0)
        return {Lever.PLACE: MORE_PLACES, Lever.HOURS: self.more_hours, Lever.MONEY: dearest}

    @cached_property
    def _offers(self) -> Mapping[Lever, list[tuple[int, frozenset[str]]]]:
        """The best plans with more of each: the smallest amount each needs, and its actions."""
        found = {lever: list(self._with_more(lever, more)) for lever, more in self._tried.items()}
        # If the search has stopped early, something smaller could do, too.
        complete = len(found[Lever.MONEY]) < MOST_PLANS_FOR_MONEY
        return found if complete else {k: v for k, v in found.items() if k is not Lever.MONEY}

    def _with_more(self, lever: Lever, more: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Yield each best plan with up to this much more, from the largest down.

        A plan that is the best within some budget is also the best within any smaller budget that
        still pays for it. So a plan is the best one for all budgets down to what it takes.
        """
        now = lever.had(self.plan.wish)
        limit, most = now + more, MOST_PLANS_FOR_MONEY if lever is Lever.MONEY else more
        for _ in range(most):
            found = self._beside(lever.allowing(self.plan.wish, limit)) if limit > now else None
            takes = lever.taken(self.plan, found) if found else now
            if found is None or takes <= now:
                return
            least = min(takes, limit)
            yield least - now, found.codes
            limit = least - 1

    # ---- the search

    def _beside(self, wish: PlanWish) -> Alternative | None:
        """Return the best plan for another wish; None if its pins do not fit."""
        plan, rule = self.plan, rule_of(self.plan.model)
        space = SearchSpace.of(plan.model, self.sheet, wish)
        choice = best_choice(space)
        if choice is None:
            return None
        actions = space.actions(choice)
        cost = Cost(choice.hours, choice.money)
        ours, theirs = self._ours, self._figures(actions, space.gained(choice)[0], cost)
        decided_by, better = decision(wish.mode, ours, theirs)
        codes = {action.code for action in actions}
        return Alternative(
            actions=actions,
            came=tuple(action for action in actions if action.code not in plan.codes),
            left=tuple(action for action in plan.library if action.code not in codes),
            expected=rule.score_sheet(rule.lifted(self.sheet, actions)).overall,
            levels=theirs.levels - ours.levels,
            hours=ours.hours - theirs.hours,
            money=ours.money - theirs.money,
            decided_by=decided_by,
            better=better,
        )

    @cached_property
    def _ours(self) -> PlanFigures:
        plan = self.plan
        return self._figures(plan.library, plan.value, Cost(plan.hours, plan.money))

    def _figures(self, actions: tuple[Action, ...], value: int, cost: Cost) -> PlanFigures:
        model, rule = self.plan.model, rule_of(self.plan.model)
        after = rule.lifted(self.sheet, actions)
        ranks = [rule.rank(dimension, after) for dimension in model.dimensions]
        return PlanFigures(
            overall=rule.overall_rank(ranks),
            levels=sum(ranks),
            value=value,
            hours=-cost.hours,
            money=-cost.money,
            number=-len(actions),
            order=tuple(-model.actions.index(action) for action in actions),
        )


def decision(mode: Mode, ours: PlanFigures, theirs: PlanFigures) -> tuple[Criterion, bool]:
    """Return what decides between two plans, and whether it favours theirs."""
    for criterion in (*FIRST[mode], *THEN):
        our, their = getattr(ours, criterion), getattr(theirs, criterion)
        if our != their:
            return criterion, their > our
    return "order", False
