"""The plan of a quarter: which actions fit, in which order, and what to expect of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import (
    Action,
    Dimension,
    FindOutTask,
    MaturityModel,
    Practice,
    Tier,
)
from assessment.domain.planning.candidates import Board, moves
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.projection import lifted, span, tiers_met
from assessment.domain.planning.reasons import Place, Reason, why_left_out, why_planned
from assessment.domain.planning.remarks import Remark
from assessment.domain.quarters import PLAN_WEEKS
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.sss_1 import score_dimension

JOY_HOURS = 2
JOY_MONEY = 50
"""A sparkle pin is never more than this."""


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
class PlannedAction:
    """One action of the plan; the points are those of its area if only this one is done."""

    action: Action
    practice: Practice
    dimension: Dimension
    tier: Tier
    cost: Cost
    due_week: int
    lifts_from: int
    lifts_to: int
    why: Remark
    points_before: Fraction
    points_after: Fraction

    @property
    def hours(self) -> int:
        return self.cost.hours

    @property
    def money(self) -> int:
        return self.cost.money


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
class Plan:
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

    @property
    def smallest_step(self) -> LeftOut | None:
        """The cheapest useful action that did not get in, for a plan that stayed empty."""
        useful = [out for out in self.left_out if out.reason in {"fits", "too_costly"}]
        return min(useful, key=lambda out: (out.cost.hours, out.cost.money), default=None)

    def left_out_as(self, reason: Reason) -> tuple[LeftOut, ...]:
        return tuple(out for out in self.left_out if out.reason == reason)


def make_plan(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> Plan:
    """The exact best plan for a complete sheet; nothing fitting gives an empty plan.

    Maximises the sum of weight × importance × worth of the steps gained, a practice counting
    only if every lower tier of its dimension is met after the plan (modes `level` and `overall`
    put levels first). Ties: more levels gained, fewer hours, less money, fewer actions, then the
    model's earlier actions.

    Raises:
        UnknownAction, PinNotPossible, PinsDoNotFit
    """
    _check_codes(model, wish)
    board = Board.of(model, sheet, wish)
    choice = best_choice(board)
    if choice is None:
        raise _why_pins_fail(board)
    return _Writer(model, sheet, wish, board.actions(choice)).plan(*board.gained(choice))


def plan_of(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> Plan:
    """The plan that holds just these actions, in the order to do them; nothing is chosen anew.

    What cannot be done on this sheet, because its practice is there already or is set aside by
    now, is not in it. Means may be overdrawn: what was begun is not undone by less time.

    Raises:
        UnknownAction: a code that is no action of the model.
    """
    _check_codes(model, replace(wish, pinned=codes))
    chosen = _possible(model, sheet, wish, codes)
    costs = [wish.cost(model, action) for action in chosen]
    only_these = replace(
        wish,
        hours=sum(cost.hours for cost in costs),
        money=sum(cost.money for cost in costs),
        max_actions=len(chosen),
        pinned=frozenset(action.code for action in chosen),
        running=frozenset(),
        excluded=frozenset(),
    )
    board = Board.of(model, sheet, only_these)
    choice = best_choice(board)
    gained = board.gained(choice) if choice else (0, 0)
    return _Writer(model, sheet, wish, chosen).plan(*gained)


def _possible(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> tuple[Action, ...]:
    """Of each practice, the longest move that is made of these actions alone."""
    nothing: frozenset[str] = frozenset()
    board = Board.of(model, sheet, replace(wish, pinned=nothing, running=nothing, excluded=nothing))
    found: list[Action] = []
    for practice in model.practices:
        ours = [move for move in moves(board, practice) if {a.code for a in move.actions} <= codes]
        found += max(ours, key=lambda move: move.step).actions
    return tuple(found)


def what_more_hours_buy(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, hours: int = 5
) -> Plan:
    """The plan that `hours` more would make."""
    return make_plan(model, sheet, replace(wish, hours=wish.hours + hours))


def sparkle_pin(plan: Plan) -> LeftOut | None:
    """A small joy to suggest: an action of the highest tier, of at most 2 hours and 50 in money.

    None if the plan holds one of that tier anyway, or none is small enough.
    """
    highest = plan.model.tiers[-1]
    if any(planned.tier == highest for planned in plan.actions):
        return None
    joys = [
        out
        for out in plan.left_out
        if out.tier == highest and out.reason != "excluded" and out.action.kind == "quick"
        and out.cost.hours <= JOY_HOURS and out.cost.money <= JOY_MONEY
    ]  # fmt: skip
    return min(joys, key=_smallest_and_soundest, default=None)


def _smallest_and_soundest(out: LeftOut) -> tuple[bool, int, int, str]:
    return (out.reason == "floor", out.cost.hours, out.cost.money, out.action.code)


def _check_codes(model: MaturityModel, wish: PlanWish) -> None:
    known = {action.code for action in model.actions}
    for code in sorted(wish.forced | wish.excluded | wish.own_costs.keys()):
        if code not in known:
            raise UnknownAction(code)


def _why_pins_fail(board: Board) -> DomainError:
    """Which pin is impossible, or else how much all pins together take."""
    model, wish = board.model, board.wish
    forced = [action for action in model.actions if action.code in wish.forced]
    for action in forced:
        if not moves(board, model.practice(action.practice)):
            return PinNotPossible(action)
    # The moves that hold the pins may bring a prerequisite with them.
    bundles = [
        min(
            (move.actions for move in moves(board, model.practice(code))),
            key=lambda actions: sum(wish.cost(model, a).hours for a in actions),
        )
        for code in dict.fromkeys(action.practice for action in forced)
    ]
    costs = [wish.cost(model, action) for bundle in bundles for action in bundle]
    needed = Cost(sum(c.hours for c in costs), sum(c.money for c in costs))
    return PinsDoNotFit(needed, len(costs))


@dataclass(frozen=True)
class _Writer:
    """Puts the chosen actions in order and into words."""

    model: MaturityModel
    sheet: AnswerSheet
    wish: PlanWish
    chosen: tuple[Action, ...]

    def plan(self, value: int, tiers_after: int) -> Plan:
        tiers_now = sum(tiers_met(self.model, self.sheet, d) for d in self.model.dimensions)
        return Plan(
            model=self.model,
            wish=self.wish,
            now=self._now,
            value=value,
            levels_gained=tiers_after - tiers_now,
            actions=tuple(self._planned()),
            expected=score_sheet(self.model, self._after),
            left_out=tuple(self._left_out()),
            find_out=_find_out(self.model, self.sheet),
        )

    @cached_property
    def _now(self) -> ScoredSheet:
        return score_sheet(self.model, self.sheet)

    @cached_property
    def _after(self) -> AnswerSheet:
        return lifted(self.model, self.sheet, self.chosen)

    @cached_property
    def _rest(self) -> Cost:
        costs = [self.wish.cost(self.model, action) for action in self.chosen]
        hours = self.wish.hours - sum(cost.hours for cost in costs)
        return Cost(hours, self.wish.money - sum(cost.money for cost in costs))

    def _planned(self) -> Iterator[PlannedAction]:
        hours, so_far = 0, self.sheet
        for action in sorted(self.chosen, key=self._order):
            hours += self.wish.cost(self.model, action).hours
            yield self._planned_action(action, due_week(hours, self.wish.hours), so_far)
            so_far = lifted(self.model, so_far, [action])

    def _order(self, action: Action) -> tuple[int, Fraction, str, bool]:
        """By tier, then hours per value; a quick action comes before the deep one it prepares."""
        place = Place.of(self.model, action)
        partners = [a for a in self.chosen if a.practice == action.practice and a.kind == "quick"]
        per_value = max(self._hours_per_value(a) for a in [action, *partners])
        rank = self.model.tiers.index(place.tier)
        return rank, per_value, place.practice.code, action.kind == "deep"

    def _hours_per_value(self, action: Action) -> Fraction:
        place = Place.of(self.model, action)
        start, end = span(self.model, self.sheet, action)
        values = self.model.planning.step_values
        importance = self.wish.importance_of(place.dimension.key)
        worth = place.tier.weight * importance * (values[end] - values[start])
        return Fraction(self.wish.cost(self.model, action).hours, worth)

    def _planned_action(self, action: Action, week: int, so_far: AnswerSheet) -> PlannedAction:
        place = Place.of(self.model, action)
        start, end = span(self.model, self.sheet, action)
        before, after = self._points(action, place.dimension)
        return PlannedAction(
            action=action,
            practice=place.practice,
            dimension=place.dimension,
            tier=place.tier,
            cost=self.wish.cost(self.model, action),
            due_week=week,
            lifts_from=start,
            lifts_to=end,
            why=why_planned(
                self.model, action, before=self.sheet, so_far=so_far, after=self._after
            ),
            points_before=before,
            points_after=after,
        )

    def _left_out(self) -> Iterator[LeftOut]:
        nothing_asked: frozenset[str] = frozenset()
        free = replace(
            self.wish, pinned=nothing_asked, running=nothing_asked, excluded=nothing_asked
        )
        board = Board.of(self.model, self.sheet, free)
        taken = {action.practice for action in self.chosen}
        for practice in self.model.practices:
            firsts = [move.actions for move in moves(board, practice) if len(move.actions) == 1]
            if firsts and practice.code not in taken:
                yield self._left_out_action(firsts[0][0])

    def _left_out_action(self, action: Action) -> LeftOut:
        place, cost = Place.of(self.model, action), self.wish.cost(self.model, action)
        lacks = Cost(max(0, cost.hours - self._rest.hours), max(0, cost.money - self._rest.money))
        reason, why = why_left_out(
            self.model, action, wish=self.wish, after=self._after, lacks=lacks
        )
        before, after = self._points(action, place.dimension)
        return LeftOut(
            action=action,
            practice=place.practice,
            dimension=place.dimension,
            tier=place.tier,
            cost=cost,
            reason=reason,
            lacks=lacks,
            why=why,
            points_before=before,
            points_after=after,
        )

    def _points(self, action: Action, dimension: Dimension) -> tuple[Fraction, Fraction]:
        """The points of a dimension now, and if only this action is done."""
        then = lifted(self.model, self.sheet, [action])
        after = score_dimension(self.model, dimension, then).points
        return self._now.dimension(dimension.key).points, after


def _find_out(model: MaturityModel, sheet: AnswerSheet) -> tuple[tuple[Practice, FindOutTask], ...]:
    """An hour for each "not sure", outside the budget."""
    tasks = {task.dimension: task for task in model.find_out_tasks}
    unsure = [p for p in model.practices if sheet.answers[p.code].value == NOT_SURE]
    found = [(practice, tasks.get(practice.dimension, tasks.get("any"))) for practice in unsure]
    return tuple((practice, task) for practice, task in found if task)


def due_week(cumulated_hours: int, hours: int) -> int:
    """The week of the quarter by which so many of all hours are worked; 1 to 13."""
    if hours <= 0:
        return PLAN_WEEKS
    return max(1, min(PLAN_WEEKS, ceil(Fraction(PLAN_WEEKS * cumulated_hours, hours))))
