"""The actions that are possible at all, and what leaves a plan with an action."""

from dataclasses import replace

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import PlanWish
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
