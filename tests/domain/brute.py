"""A brute-force planner that tries every combination; slow, but easy to verify.

It knows both rules: sss-1 counts the tiers met, and sss-2 gives up a tier for each missing step.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice
from assessment.domain.planning.constraints import Cost, Mode, PlanWish

WORTH = (0, 2, 4, 5)


class Best(NamedTuple):
    codes: tuple[str, ...]
    value: int
    levels: int
    cost: Cost


def best_plan(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> Best | None:
    """Return the best of all plans that fit, or None if the pins do not fit."""
    order = {action.code: n for n, action in enumerate(model.actions)}

    def preference(plan: Best) -> tuple[object, ...]:
        steps = steps_after(model, sheet, plan.codes)
        ranks = sorted(rank(model, sheet, d, steps) for d in model.dimensions)
        overall = min(ranks[1], ranks[0] + 1) if len(ranks) > 1 else ranks[0]
        first = {
            Mode.VALUE: (-plan.value, -plan.levels),
            Mode.LEVEL: (-plan.levels, -plan.value),
            Mode.OVERALL: (-overall, -plan.levels, -plan.value),
        }[wish.mode]
        codes = [order[code] for code in plan.codes]
        return (*first, plan.cost.hours, plan.cost.money, len(codes), codes)

    return min(fitting(model, sheet, wish), key=preference, default=None)


def fitting(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> Iterator[Best]:
    for picked in product(*(options(model, sheet, p) for p in model.practices)):
        actions = [action for some in picked for action in some]
        codes = tuple(a.code for a in model.actions if a in actions)
        costs = [wish.own_costs.get(a.code, Cost(a.hours, model.money(a))) for a in actions]
        cost = Cost(sum(c.hours for c in costs), sum(c.money for c in costs))
        fits = cost.hours <= wish.hours and cost.money <= wish.money
        asked = wish.pinned | wish.running <= set(codes) and not wish.excluded & set(codes)
        if fits and asked and len(codes) <= wish.max_actions:
            value, levels = worth(model, sheet, wish, codes)
            yield Best(codes, value, levels, cost)


def options(model: MaturityModel, sheet: AnswerSheet, practice: Practice) -> list[list[Action]]:
    """Return the sets of actions that are possible for a practice, including none.

    Quick actions start from steps 0 and 1, quick and deep together from 1, and deep ones from 2.
    """
    quick, deep = model.actions_for(practice.code)
    now = sheet.answers[practice.code].value
    if now == "dk":
        now = 0
    by_step: dict[object, list[list[Action]]] = {
        0: [[], [quick]],
        1: [[], [quick], [quick, deep]],
        2: [[], [deep]],
    }
    return by_step.get(now, [[]])


def steps_after(model: MaturityModel, sheet: AnswerSheet, codes: tuple[str, ...]) -> dict[str, int]:
    steps = {p.code: sheet.step(p) for p in model.practices}
    for code in codes:
        action = model.action(code)
        steps[action.practice] = max(steps[action.practice], 2 if action.kind == "quick" else 3)
    return steps


def rank(model: MaturityModel, sheet: AnswerSheet, area: Dimension, steps: dict[str, int]) -> int:
    missing = missing_steps(model, sheet, area, steps)
    if model.scoring.rule == "sss-1":
        return missing.count(0)
    return max(0, *(tier - steps for tier, steps in enumerate(missing, start=1)))


def missing_steps(
    model: MaturityModel, sheet: AnswerSheet, area: Dimension, steps: dict[str, int]
) -> list[int]:
    """Return the steps missing up to each tier: every answer 1 or more, and 2 on average."""
    missing = [0]
    for tier in model.tiers:
        values = [steps[p.code] for p in area.in_tier(tier) if sheet.answers[p.code].value != "na"]
        missing.append(missing[-1] + max(values.count(0), 2 * len(values) - sum(values), 0))
    return missing[1:]


def worth(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: tuple[str, ...]
) -> tuple[int, int]:
    """Return the value of a plan, and the dimension levels it gains."""
    before = {p.code: sheet.step(p) for p in model.practices}
    after = steps_after(model, sheet, codes)
    value = levels = 0
    for area in model.dimensions:
        reached = rank(model, sheet, area, after)
        levels += reached - rank(model, sheet, area, before)
        met = missing_steps(model, sheet, area, after).count(0)
        for tier in model.tiers[: met + 1]:
            importance = wish.importance.get(area.key, 2)
            for p in area.in_tier(tier):
                value += tier.weight * importance * (WORTH[after[p.code]] - WORTH[before[p.code]])
    return value, levels
