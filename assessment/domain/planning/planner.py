"""Makes plans: the best plan for a wish, or the plan of actions chosen earlier."""

from dataclasses import replace

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.pareto import Choice
from assessment.domain.planning.plan_writer import PlanWriter
from assessment.domain.planning.plans import (
    PinNotPossible,
    PinsDoNotFit,
    QuarterPlan,
    UnknownAction,
)

MORE_HOURS = 5
"""How many more hours are tried, to say what they would add to a plan."""


def make_plan(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> QuarterPlan:
    """Return the exact best plan for a complete sheet, or an empty plan if nothing fits.

    The plan maximises the sum of tier weight × importance × value of the steps gained. A practice
    counts only if every lower tier of its dimension is met after the plan. The modes `level` and
    `overall` put levels first. Ties are decided by more levels gained, fewer hours, less money,
    fewer actions and then the model's earlier actions.

    Raises:
        UnknownAction: The wish names a code that is not in the model.
        PinNotPossible: A pinned or running action cannot be done on this sheet.
        PinsDoNotFit: The pinned and running actions together exceed the budget.
    """
    space, choice = _search(model, sheet, wish)
    return PlanWriter(space.rule, sheet, wish, space.actions(choice)).plan(*space.gained(choice))


def best_actions(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> tuple[Action, ...]:
    """Return only the actions of the best plan, in the model's order.

    This takes a third of the time, and raises what `make_plan` raises.
    """
    space, choice = _search(model, sheet, wish)
    return space.actions(choice)


def _search(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> tuple[SearchSpace, Choice]:
    _check_codes(model, wish)
    space = SearchSpace.of(model, sheet, wish)
    choice = best_choice(space)
    if choice is None:
        raise _why_pins_fail(space)
    return space, choice


def plan_of(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> QuarterPlan:
    """Return the plan of exactly these actions, in the order in which to do them.

    Actions that are no longer possible on this sheet are left out. That happens if their practice
    has already reached the step, or has been set aside. The plan can exceed the budget: actions
    already started stay in it, even if there is less time now.

    Raises:
        UnknownAction: A code is not in the model.
    """
    _check_codes(model, replace(wish, pinned=codes))
    chosen = _possible(model, sheet, wish, codes)
    costs = [wish.cost(model, action) for action in chosen]
    # With all actions pinned and a budget that is exactly enough, only this plan is possible. The
    # search is run to get its value and ranks.
    only_these = replace(
        wish.asking_for_nothing,
        hours=sum(cost.hours for cost in costs),
        money=sum(cost.money for cost in costs),
        max_actions=len(chosen),
        empty_places=0,
        pinned=frozenset(action.code for action in chosen),
        find_out=(),
    )
    space = SearchSpace.of(model, sheet, only_these)
    choice = best_choice(space)
    gained = space.gained(choice) if choice else (0, 0)
    return PlanWriter(space.rule, sheet, wish, chosen).plan(*gained)


def _possible(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> tuple[Action, ...]:
    """Return the actions of each practice's highest option that uses only these codes."""
    space = SearchSpace.of(model, sheet, wish.asking_for_nothing)
    found: list[Action] = []
    for practice in model.practices:
        ours = [
            lift
            for lift in possible_lifts(space, practice)
            if {action.code for action in lift.actions} <= codes
        ]
        found += max(ours, key=lambda lift: lift.step).actions
    return tuple(found)


def what_more_hours_buy(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, hours: int = MORE_HOURS
) -> QuarterPlan:
    """Return the best plan with `hours` more than the wish allows."""
    return make_plan(model, sheet, replace(wish, hours=wish.hours + hours))


def _check_codes(model: MaturityModel, wish: PlanWish) -> None:
    known = {action.code for action in model.actions}
    for code in sorted(wish.forced | wish.excluded | wish.own_costs.keys()):
        if code not in known:
            raise UnknownAction(code)


def _why_pins_fail(space: SearchSpace) -> DomainError:
    """Return the error for an impossible pin, or else for what all pins together take."""
    model, wish = space.model, space.wish
    forced = [action for action in model.actions if action.code in wish.forced]
    for action in forced:
        if not possible_lifts(space, model.practice(action.practice)):
            return PinNotPossible(action)
    # A pinned deep action can need the quick one before it, which then counts as well.
    bundles = [
        min(
            (lift.actions for lift in possible_lifts(space, model.practice(code))),
            key=lambda actions: sum(wish.cost(model, a).hours for a in actions),
        )
        for code in dict.fromkeys(action.practice for action in forced)
    ]
    costs = [wish.cost(model, action) for bundle in bundles for action in bundle]
    needed = Cost(sum(c.hours for c in costs), sum(c.money for c in costs))
    return PinsDoNotFit(needed, len(costs))
