"""Turns chosen actions into a plan: their order, due weeks, reasons and expected result."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import (
    Action,
    Dimension,
    MaturityModel,
)
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Effect, PlannedAction
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.planning.reasons import why_left_out, why_planned
from assessment.domain.planning.targets import ActionTarget
from assessment.domain.quarters import PLAN_WEEKS
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.scoring_rule import ScoringRule


@dataclass(frozen=True)
class PlanWriter:
    """Puts the chosen actions in order and adds weeks, reasons and the expected result."""

    rule: ScoringRule
    sheet: AnswerSheet
    wish: PlanWish
    chosen: tuple[Action, ...]

    def plan(self, value: int, ranks_after: int) -> QuarterPlan:
        """Return the plan of the chosen actions.

        `value` is the plan's value, and `ranks_after` the sum of the dimensions' ranks after it.
        """
        ranks_now = sum(self.rule.rank(d, self.sheet) for d in self._model.dimensions)
        return QuarterPlan(
            model=self._model,
            wish=self.wish,
            now=self._now,
            value=value,
            levels_gained=ranks_after - ranks_now,
            actions=tuple(self._planned()),
            expected=self.rule.score_sheet(self._after),
            left_out=tuple(self._left_out()),
        )

    @property
    def _model(self) -> MaturityModel:
        return self.rule.model

    @cached_property
    def _now(self) -> ScoredSheet:
        return self.rule.score_sheet(self.sheet)

    @cached_property
    def _after(self) -> AnswerSheet:
        return self.rule.lifted(self.sheet, self.chosen)

    @cached_property
    def _rest(self) -> Cost:
        costs = [self._cost(action) for action in self.chosen]
        hours = self.wish.hours_for_actions - sum(cost.hours for cost in costs)
        return Cost(hours, self.wish.money - sum(cost.money for cost in costs))

    def _cost(self, action: Action) -> Cost:
        return self.wish.cost(self._model, action)

    # ---- what is planned

    def _planned(self) -> Iterator[PlannedAction]:
        hours, so_far = self.wish.find_out_hours, self.sheet
        for action in sorted(self.chosen, key=self._order):
            hours += self._cost(action).hours
            yield self._planned_action(action, due_week(hours, self.wish.hours), so_far)
            so_far = self.rule.lifted(so_far, [action])

    def _order(self, action: Action) -> tuple[int, Fraction, str, bool]:
        """Return a sort key: by tier, then by hours per unit of value.

        A quick action comes before the deep one that builds on it. Both sort by the hours per unit
        of value of the one that needs more.
        """
        target = ActionTarget.of(self._model, action)
        partners = [a for a in self.chosen if a.practice == action.practice and a.kind == "quick"]
        per_value = max(self._hours_per_value(a) for a in [action, *partners])
        rank = self._model.tiers.index(target.tier)
        return rank, per_value, target.practice.code, action.kind == "deep"

    def _hours_per_value(self, action: Action) -> Fraction:
        target = ActionTarget.of(self._model, action)
        start, end = self.rule.span(self.sheet, action)
        values = self._model.planning.step_values
        importance = self.wish.importance_of(target.dimension.key)
        worth = target.tier.weight * importance * (values[end] - values[start])
        return Fraction(self._cost(action).hours, worth)

    def _planned_action(self, action: Action, week: int, so_far: AnswerSheet) -> PlannedAction:
        target = ActionTarget.of(self._model, action)
        start, end = self.rule.span(self.sheet, action)
        before, after = self._points(action, target.dimension)
        effect = Effect(
            lifts_from=start,
            lifts_to=end,
            why=why_planned(self.rule, action, before=self.sheet, so_far=so_far, after=self._after),
            points_before=before,
            points_after=after,
            known=self._is_known(target.dimension),
        )
        return PlannedAction(
            title=action.title,
            action=action,
            practice=target.practice,
            dimension=target.dimension,
            tier=target.tier,
            cost=self._cost(action),
            effect=effect,
            due_week=week,
        )

    # ---- what is left out

    def _left_out(self) -> Iterator[LeftOut]:
        space = SearchSpace.of(self._model, self.sheet, self.wish.asking_for_nothing)
        taken = {action.practice for action in self.chosen}
        for practice in self._model.practices:
            lifts = possible_lifts(space, practice)
            firsts = [lift.actions for lift in lifts if len(lift.actions) == 1]
            if firsts and practice.code not in taken:
                yield self._left_out_action(firsts[0][0])

    def _left_out_action(self, action: Action) -> LeftOut:
        target, cost = ActionTarget.of(self._model, action), self._cost(action)
        lacks = Cost(max(0, cost.hours - self._rest.hours), max(0, cost.money - self._rest.money))
        reason, why = why_left_out(
            self.rule, action, wish=self.wish, after=self._after, lacks=lacks
        )
        before, after = self._points(action, target.dimension)
        return LeftOut(
            action=action,
            practice=target.practice,
            dimension=target.dimension,
            tier=target.tier,
            cost=cost,
            reason=reason,
            lacks=lacks,
            why=why,
            points_before=before,
            points_after=after,
            known=self._is_known(target.dimension),
        )

    def _is_known(self, dimension: Dimension) -> bool:
        """Tell whether enough is known about an area to say what points it has."""
        return self._now.dimension(dimension.key).known_level is not None

    def _points(self, action: Action, dimension: Dimension) -> tuple[Fraction, Fraction]:
        """Return the points of a dimension now, and after only this action."""
        then = self.rule.lifted(self.sheet, [action])
        after = self.rule.score_dimension(dimension, then).points
        return self._now.dimension(dimension.key).points, after


def find_out_weeks(wish: PlanWish) -> list[int]:
    """Return the plan week by which each area is found out, before any action."""
    so_far = accumulate(area.hours for area in wish.find_out)
    return [due_week(hours, wish.hours) for hours in so_far]


def due_week(cumulated_hours: int, hours: int) -> int:
    """Return the week (1 to 13) by which this share of the quarter's hours has been worked."""
    # Exact fractions, because floating point could round a week boundary up to the next week.
    if hours <= 0:
        return PLAN_WEEKS
    return max(1, min(PLAN_WEEKS, ceil(Fraction(PLAN_WEEKS * cumulated_hours, hours))))
