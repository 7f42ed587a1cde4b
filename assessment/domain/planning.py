"""The plan of a quarter: which actions fit, in which order, and what to expect of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Literal

from assessment.domain import remarks
from assessment.domain.answers import NOT_SURE, AnswerSheet, Evidence
from assessment.domain.choosing import Board, Choice, best_choice, chosen_codes, moves
from assessment.domain.errors import DomainError
from assessment.domain.maturity import (
    Action,
    Dimension,
    FindOutTask,
    MaturityModel,
    Practice,
    Tier,
)
from assessment.domain.quarters import PLAN_WEEKS
from assessment.domain.remarks import Remark
from assessment.domain.rule_sss_1 import score_tier
from assessment.domain.scoring import ScoredSheet
from assessment.domain.scoring_versions import score_sheet
from assessment.domain.wishes import Cost, Mode, PlanWish

Reason = Literal["fits", "too_costly", "floor", "excluded"]

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
    chosen = tuple(model.action(code) for code in chosen_codes(board, choice))
    return _Writer(model, sheet, wish, chosen).plan(*_split(board, choice))


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


def _split(board: Board, choice: Choice) -> tuple[int, int]:
    """Value and tiers met, out of the one number they were compared by."""
    if board.wish.mode is Mode.VALUE:
        return divmod(choice.score, board.value_worth)
    levels, value = divmod(choice.score, board.level_worth)
    return value, levels


@dataclass(frozen=True)
class _Writer:
    """Puts the chosen actions in order and into words."""

    model: MaturityModel
    sheet: AnswerSheet
    wish: PlanWish
    chosen: tuple[Action, ...]

    @cached_property
    def now(self) -> ScoredSheet:
        return score_sheet(self.model, self.sheet)

    @cached_property
    def expected(self) -> ScoredSheet:
        return score_sheet(self.model, lifted(self.model, self.sheet, self.chosen))

    def plan(self, value: int, levels_after: int) -> Plan:
        return Plan(
            model=self.model,
            wish=self.wish,
            now=self.now,
            value=value,
            levels_gained=levels_after - self._levels_now(),
            actions=self._planned(),
            expected=self.expected,
            left_out=tuple(self._left_out()),
            find_out=self._find_out(),
        )

    def _levels_now(self) -> int:
        """Tiers met from the bottom up, summed over the dimensions."""
        rank = 0
        for dimension in self.model.dimensions:
            for tier in self.model.tiers:
                if not self._met(dimension, tier):
                    break
                rank += 1
        return rank

    def _met(self, dimension: Dimension, tier: Tier) -> bool:
        return score_tier(self.model, dimension, tier, self.sheet).met

    def _planned(self) -> tuple[PlannedAction, ...]:
        taken, planned = 0, []
        for action in sorted(self.chosen, key=self._order):
            cost = self.wish.cost(self.model, action)
            taken += cost.hours
            planned.append(self._planned_action(action, cost, taken))
        return tuple(planned)

    def _order(self, action: Action) -> tuple[int, Fraction, str, int]:
        """By tier, then value per hour, what must come first before what follows it."""
        practice = self.model.practice(action.practice)
        hours = self.wish.cost(self.model, action).hours
        rank = self.model.tiers.index(self.model.tier(practice.tier))
        ours = [a for a in self.chosen if a.practice == action.practice]
        first = min(self._worth(a) / (self.wish.cost(self.model, a).hours or 1) for a in ours)
        per_hour = first if len(ours) > 1 else self._worth(action) / (hours or 1)
        return (rank, -per_hour, practice.code, 0 if action.kind == "quick" else 1)

    def _worth(self, action: Action) -> Fraction:
        """Weight × importance × worth of the steps this action gains, in the plan's units."""
        practice = self.model.practice(action.practice)
        start, end = self._span(action)
        values = self.model.planning.step_values
        weight = self.model.tier(practice.tier).weight
        importance = self.wish.importance_of(practice.dimension)
        return Fraction(weight * importance * (values[end] - values[start]))

    def _span(self, action: Action) -> tuple[int, int]:
        """The steps an action lifts from and to; a deep one starts where its quick one ends."""
        practice = self.model.practice(action.practice)
        usual, now = self.model.scoring.tier_mean, self.sheet.step(practice)
        if action.kind == "quick":
            return now, usual
        return max(now, usual), len(practice.anchors) - 1

    def _planned_action(self, action: Action, cost: Cost, taken: int) -> PlannedAction:
        practice, dimension, tier = self._place(action)
        start, end = self._span(action)
        before, after = self._points(action, dimension)
        return PlannedAction(
            action=action,
            practice=practice,
            dimension=dimension,
            tier=tier,
            cost=cost,
            due_week=due_week(taken, self.wish.hours),
            lifts_from=start,
            lifts_to=end,
            why=self._why(action, dimension, tier),
            points_before=before,
            points_after=after,
        )

    def _place(self, action: Action) -> tuple[Practice, Dimension, Tier]:
        practice = self.model.practice(action.practice)
        return practice, self.model.dimension(practice.dimension), self.model.tier(practice.tier)

    def _points(self, action: Action, dimension: Dimension) -> tuple[Fraction, Fraction]:
        alone = score_sheet(self.model, lifted(self.model, self.sheet, [action]))
        return self.now.dimension(dimension.key).points, alone.dimension(dimension.key).points

    def _why(self, action: Action, dimension: Dimension, tier: Tier) -> Remark:
        practice = self.model.practice(action.practice)
        if action.kind == "deep":
            return remarks.polishes(practice.short, dimension.title)
        before = score_tier(self.model, dimension, tier, self.sheet)
        if before.met:
            return remarks.puts_in_place(practice.short, dimension.title, tier.title)
        after = score_tier(self.model, dimension, tier, self._after)
        if not after.met:
            return remarks.nears_tier(dimension.title, tier.title)
        if before.steps == 1:
            return remarks.lifts_last_step(dimension.title, tier.title)
        return remarks.lifts_some_steps(dimension.title, tier.title, before.steps)

    @cached_property
    def _after(self) -> AnswerSheet:
        return lifted(self.model, self.sheet, self.chosen)

    def _left_out(self) -> Iterable[LeftOut]:
        board = Board.of(self.model, self.sheet, replace(self.wish, **_NOTHING_ASKED))
        taken = {action.practice for action in self.chosen}
        for practice in self.model.practices:
            if practice.code not in taken:
                firsts = [m.actions[0] for m in moves(board, practice) if len(m.actions) == 1]
                yield from (self._left_out_action(action) for action in firsts)

    def _left_out_action(self, action: Action) -> LeftOut:
        practice, dimension, tier = self._place(action)
        cost = self.wish.cost(self.model, action)
        lack = Cost(max(0, cost.hours - self._hours_left), max(0, cost.money - self._money_left))
        reason, why = self._why_not(action, dimension, tier, lack)
        before, after = self._points(action, dimension)
        return LeftOut(
            action=action,
            practice=practice,
            dimension=dimension,
            tier=tier,
            cost=cost,
            reason=reason,
            lacks=lack,
            why=why,
            points_before=before,
            points_after=after,
        )

    @cached_property
    def _hours_left(self) -> int:
        return self.wish.hours - sum(self.wish.cost(self.model, a).hours for a in self.chosen)

    @cached_property
    def _money_left(self) -> int:
        return self.wish.money - sum(self.wish.cost(self.model, a).money for a in self.chosen)

    def _why_not(
        self, action: Action, dimension: Dimension, tier: Tier, lack: Cost
    ) -> tuple[Reason, Remark]:
        if action.code in self.wish.excluded:
            return "excluded", remarks.taken_out()
        if floor := self._missing_floor(dimension, tier):
            return "floor", remarks.waits_for_floor(dimension.title, floor.title)
        if lack != Cost(0, 0):
            return "too_costly", remarks.lacks(lack.hours, lack.money)
        if len(self.chosen) >= self.wish.max_actions:
            return "fits", remarks.over_the_number(self.wish.max_actions)
        return "fits", remarks.would_fit()

    def _missing_floor(self, dimension: Dimension, tier: Tier) -> Tier | None:
        """The lowest tier below this one that is not met even after the plan."""
        below = self.model.tiers[: self.model.tiers.index(tier)]
        return next(
            (t for t in below if not score_tier(self.model, dimension, t, self._after).met), None
        )

    def _find_out(self) -> tuple[tuple[Practice, FindOutTask], ...]:
        tasks = {task.dimension: task for task in self.model.find_out_tasks}
        unsure = [
            practice
            for practice in self.model.practices
            if (answer := self.sheet.get(practice.code)) and answer.value == NOT_SURE
        ]
        found = [(p, tasks.get(p.dimension, tasks.get("any"))) for p in unsure]
        return tuple((practice, task) for practice, task in found if task)


_NOTHING_ASKED = {"pinned": frozenset(), "running": frozenset(), "excluded": frozenset()}


def lifted(model: MaturityModel, sheet: AnswerSheet, actions: Iterable[Action]) -> AnswerSheet:
    """The sheet after these actions; a lifted practice counts as noted, for doing leaves a trace."""
    answers = dict(sheet.answers)
    for action in actions:
        practice = model.practice(action.practice)
        top = len(practice.anchors) - 1
        step = model.scoring.tier_mean if action.kind == "quick" else top
        if step > sheet.step(practice):
            known = answers[practice.code]
            noted = Evidence.NOTE if known.evidence is Evidence.NONE else known.evidence
            answers[practice.code] = replace(known, value=step, evidence=noted)
    return AnswerSheet(answers)


def due_week(cumulated_hours: int, hours: int) -> int:
    """The week of the quarter by which so many of all hours are worked; 1 to 13."""
    if hours <= 0:
        return PLAN_WEEKS
    return max(1, min(PLAN_WEEKS, ceil(Fraction(PLAN_WEEKS * cumulated_hours, hours))))
