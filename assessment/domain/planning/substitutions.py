"""What could be planned at all, and what taking one action out of a plan would bring in."""

from dataclasses import replace

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.plans import QuarterPlan


def doable(model: MaturityModel, sheet: AnswerSheet) -> frozenset[str]:
    """Codes of the actions that some plan on this sheet could hold."""
    space = SearchSpace.of(model, sheet, PlanWish.usual(model))
    return frozenset(
        action.code
        for practice in model.practices
        for lift in possible_lifts(space, practice)
        for action in lift.actions
    )


def leaves_with(plan: QuarterPlan, action: Action) -> frozenset[str]:
    """Codes of what leaves a plan when an action is taken out: it, and what builds on it."""
    ours = [planned for planned in plan.library if planned.practice == action.practice]
    deeper = [a.code for a in ours if a.kind == "deep"] if action.kind == "quick" else []
    return frozenset([action.code, *deeper])


def without(plan: QuarterPlan, action: Action) -> PlanWish:
    """What a plan was made from, with one action taken out; pins on what leaves with it go."""
    wish = plan.wish
    pinned = wish.pinned - leaves_with(plan, action)
    return replace(wish, pinned=pinned, excluded=wish.excluded | {action.code})


def swapped_for(plan: QuarterPlan, sheet: AnswerSheet, action: Action) -> tuple[Action, ...]:
    """What would come into the place of an action if it were taken out, in the model's order.

    Empty if nothing would come, if more of the plan would change than that, or if what is running
    builds on it.
    """
    space = SearchSpace.of(plan.model, sheet, without(plan, action))
    choice = best_choice(space)
    then = space.actions(choice) if choice else ()
    before = plan.codes
    if not before - leaves_with(plan, action) <= {other.code for other in then}:
        return ()
    return tuple(other for other in then if other.code not in before)
