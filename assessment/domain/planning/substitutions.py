"""The actions that are possible at all, and the replacements for an action in a plan."""

from dataclasses import replace

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.plans import QuarterPlan


def doable(model: MaturityModel, sheet: AnswerSheet) -> frozenset[str]:
    """Return the codes of all actions that some plan on this sheet could contain."""
    space = SearchSpace.of(model, sheet, PlanWish.usual(model))
    return frozenset(
        action.code
        for practice in model.practices
        for lift in possible_lifts(space, practice)
        for action in lift.actions
    )


def leaves_with(plan: QuarterPlan, action: Action) -> frozenset[str]:
    """Return the codes that leave a plan with an action: its own, and those building on it."""
    ours = [planned for planned in plan.library if planned.practice == action.practice]
    deeper = [a.code for a in ours if a.kind == "deep"] if action.kind == "quick" else []
    return frozenset([action.code, *deeper])


def without(plan: QuarterPlan, action: Action) -> PlanWish:
    """Return the wish behind a plan, with one action excluded.

    Pins on the actions that leave the plan with it are removed.
    """
    wish = plan.wish
    pinned = wish.pinned - leaves_with(plan, action)
    return replace(wish, pinned=pinned, excluded=wish.excluded | {action.code})


def swapped_for(plan: QuarterPlan, sheet: AnswerSheet, action: Action) -> tuple[Action, ...]:
    """Return the actions that would replace an action in a plan, in the model's order.

    There are none if nothing would replace it, or if other parts of the plan would change as well.
    There are also none if a running action builds on it.
    """
    space = SearchSpace.of(plan.model, sheet, without(plan, action))
    choice = best_choice(space)
    then = space.actions(choice) if choice else ()
    before = plan.codes
    # A swap must leave the other actions in place, because the page names only the replacement.
    if not before - leaves_with(plan, action) <= {other.code for other in then}:
        return ()
    return tuple(other for other in then if other.code not in before)
