"""What one step in the builder changed, and what undoes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import best_actions
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.presenters.builder import Building
from assessment.journey.planning.presenters.pin_conflicts import PinConflict
from assessment.journey.planning.wording import plan_changes


@dataclass(frozen=True, kw_only=True)
class PlanBefore:
    """The wish that the reader comes from; `actions` is None if its pins did not fit."""

    wish: PlanWish
    actions: tuple[Action, ...] | None


def plan_before_change(submission: Submission, wish: PlanWish) -> PlanBefore:
    """Find the actions again, because links have only wishes; the rest of the plan is not made."""
    try:
        actions = best_actions(submission.model, submission.sheet, wish)
    except (PinNotPossible, PinsDoNotFit):
        return PlanBefore(wish=wish, actions=None)
    return PlanBefore(wish=wish, actions=actions)


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """The plan that the reader saw before, and the one they see now, or why there is none."""

    before: PlanBefore
    after: Building | PinConflict

    @property
    def message(self) -> str:
        if isinstance(self.after, PinConflict):
            return f"{self.after.title}. {self.after.says[0]}"
        plan, currency = self.after.plan, self.after.submission.currency
        if self.before.actions is None:
            return plan_changes.fits_again(plan, currency)
        if any(self.moved):
            return plan_changes.changed(*self.moved, plan, currency)
        return _pins_moved(self.before.wish, plan, currency)

    @property
    def undo_words(self) -> str:
        return plan_changes.undo(*self.moved)

    @property
    def moved(self) -> tuple[Sequence[Action], Sequence[Action]]:
        """The actions that came in, and those that went out; none unless there are two plans."""
        if self.before.actions is None or isinstance(self.after, PinConflict):
            return (), ()
        now = self.after.plan
        came = [action for action in now.library if action not in self.before.actions]
        return came, [action for action in self.before.actions if action.code not in now.codes]


def _pins_moved(before: PlanWish, plan: QuarterPlan, currency: str) -> str:
    """Say which pins have changed, where the actions are the same."""
    now = plan.wish.pinned
    if pins := [action for action in plan.library if action.code in now - before.pinned]:
        return plan_changes.pinned(pins, plan, currency)
    if pins := [action for action in plan.library if action.code in before.pinned - now]:
        return plan_changes.unpinned(pins, plan, currency)
    return plan_changes.changed((), (), plan, currency)
