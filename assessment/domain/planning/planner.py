"""Making plans: the best one for a wish, and the one of actions that were chosen before."""

from dataclasses import replace

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.plan_writer import PlanWriter
from assessment.domain.planning.plans import (
    PinNotPossible,
    PinsDoNotFit,
    QuarterPlan,
    UnknownAction,
)


def make_plan(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> QuarterPlan:
    """The exact best plan for a complete sheet; nothing fitting gives an empty plan.

    Maximises the sum of weight × importance × worth of the steps gained, a practice counting
    only if every lower tier of its dimension is met after the plan (modes `level` and `overall`
    put levels first). Ties: more levels gained, fewer hours, less money, fewer actions, then the
    model's earlier actions.

    Raises:
        UnknownAction, PinNotPossible, PinsDoNotFit
    """
    _check_codes(model, wish)
    space = SearchSpace.of(model, sheet, wish)
    choice = best_choice(space)
    if choice is None:
        raise _why_pins_fail(space)
    return PlanWriter(space.rule, sheet, wish, space.actions(choice)).plan(*space.gained(choice))


def plan_of(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> QuarterPlan:
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
        wish.asking_for_nothing,
        hours=sum(cost.hours for cost in costs),
        money=sum(cost.money for cost in costs),
        max_actions=len(chosen),
        pinned=frozenset(action.code for action in chosen),
    )
    space = SearchSpace.of(model, sheet, only_these)
    choice = best_choice(space)
    gained = space.gained(choice) if choice else (0, 0)
    return PlanWriter(space.rule, sheet, wish, chosen).plan(*gained)


def _possible(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, codes: frozenset[str]
) -> tuple[Action, ...]:
    """Of each practice, the highest lift that is made of these actions alone."""
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
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, hours: int = 5
) -> QuarterPlan:
    """The plan that `hours` more would make."""
    return make_plan(model, sheet, replace(wish, hours=wish.hours + hours))


def _check_codes(model: MaturityModel, wish: PlanWish) -> None:
    known = {action.code for action in model.actions}
    for code in sorted(wish.forced | wish.excluded | wish.own_costs.keys()):
        if code not in known:
            raise UnknownAction(code)


def _why_pins_fail(space: SearchSpace) -> DomainError:
    """Which pin is impossible, or else how much all pins together take."""
    model, wish = space.model, space.wish
    forced = [action for action in model.actions if action.code in wish.forced]
    for action in forced:
        if not possible_lifts(space, model.practice(action.practice)):
            return PinNotPossible(action)
    # The lifts that hold the pins may bring a prerequisite with them.
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
