"""What one step in the builder changed, and what undoes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.plans import QuarterPlan
from assessment.journey.planning.presenters.builder import Building, actions_only_in
from assessment.journey.planning.presenters.pin_conflicts import PinConflict
from assessment.journey.planning.wording import plan_changes


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """The plan that the reader saw before, or why there was none, and the one they see now."""

    before: Building | PinConflict
    after: Building | PinConflict

    @property
    def message(self) -> str:
        if isinstance(self.after, PinConflict):
            return f"{self.after.title}. {self.after.says[0]}"
        currency = self.after.submission.currency
        if isinstance(self.before, PinConflict):
            return plan_changes.fits_again(self.after.plan, currency)
        return _message(self.before.plan, self.after.plan, currency)

    @property
    def undo_words(self) -> str:
        if isinstance(self.before, PinConflict) or isinstance(self.after, PinConflict):
            return plan_changes.undo((), ())
        came = actions_only_in(self.after.plan, self.before.plan)
        return plan_changes.undo(came, actions_only_in(self.before.plan, self.after.plan))


def _message(before: QuarterPlan, after: QuarterPlan, currency: str) -> str:
    came, left = actions_only_in(after, before), actions_only_in(before, after)
    if came or left:
        return plan_changes.changed(came, left, after, currency)
    if pins := _pinned_only_in(after.wish, before.wish, after):
        return plan_changes.pinned(pins, after, currency)
    if pins := _pinned_only_in(before.wish, after.wish, after):
        return plan_changes.unpinned(pins, after, currency)
    return plan_changes.changed((), (), after, currency)


def _pinned_only_in(wish: PlanWish, other: PlanWish, plan: QuarterPlan) -> Sequence[Action]:
    return [a for a in plan.library if a.code in wish.pinned - other.pinned]
