"""The actions outside a plan: what keeps each one out, and the link that changes that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assessment.domain.model.maturity import Action, Dimension, Tier
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.contrasts import Contrasts
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.planning.reasons import Reason
from assessment.domain.planning.suggestions import sparkle_pin
from assessment.domain.planning.targets import ActionTarget
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.presenters import wish_links
from assessment.journey.planning.presenters.action_costs import ActionCosts, Experiences, costs_of
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.wording.contrasts import ways_in

AT_FIRST_SIGHT = 4
"""How many left-out actions of each group are shown before the "Show more" fold."""


@dataclass(frozen=True, kw_only=True)
class LeftOutRow:
    """One action outside the plan.

    `ways_in` say what would bring it in. `change` is the query that adds it or puts it back; empty
    if it could never fit. `next_place` is the element at its place on the page once it has gone.
    """

    action: Action
    dimension: Dimension
    tier: Tier
    costs: ActionCosts
    out: LeftOut | None
    lacks: str
    ways_in: tuple[str, ...] = ()
    change: str
    next_place: str = ""


@dataclass(frozen=True, kw_only=True)
class LeftOutGroups:
    """All actions that are not in a plan, grouped by what keeps them out."""

    submission: Submission
    contrasts: Contrasts
    known: Experiences

    @property
    def plan(self) -> QuarterPlan:
        return self.contrasts.plan

    @property
    def _wish(self) -> PlanWish:
        return self.plan.wish

    def _query(self, wish: PlanWish) -> str:
        return wish_query(self.submission.model, wish)

    @property
    def most(self) -> int:
        """The owner's limit on the number of actions."""
        return self._wish.max_actions

    @property
    def empty_places(self) -> int:
        return self._wish.empty_places

    @cached_property
    def joy(self) -> LeftOutRow | None:
        """A small extra to suggest, if it could fit at all."""
        out = sparkle_pin(self.plan)
        joy = self._row(out) if out else None
        return joy if joy and joy.change else None

    @property
    def no_joy(self) -> str:
        """The query that declines the extra."""
        return (
            self._query(wish_links.taken_out(self._wish, self.joy.action.code)) if self.joy else ""
        )

    @cached_property
    def fitting(self) -> tuple[LeftOutRow, ...]:
        return self._left_out("fits")[:AT_FIRST_SIGHT]

    @cached_property
    def also_fitting(self) -> tuple[LeftOutRow, ...]:
        return self._left_out("fits")[AT_FIRST_SIGHT:]

    @cached_property
    def too_costly(self) -> tuple[LeftOutRow, ...]:
        return self._left_out("too_costly")[:AT_FIRST_SIGHT]

    @cached_property
    def also_too_costly(self) -> tuple[LeftOutRow, ...]:
        return self._left_out("too_costly")[AT_FIRST_SIGHT:]

    @cached_property
    def waiting(self) -> tuple[LeftOutRow, ...]:
        return self._left_out("floor")

    @cached_property
    def unsuitable(self) -> tuple[LeftOutRow, ...]:
        """The actions that do not suit the trade or the team; the owner may still pin them."""
        return self._left_out("not_suitable")

    def _left_out(self, reason: Reason) -> tuple[LeftOutRow, ...]:
        joy = self.joy.action.code if self.joy else ""
        found = [out for out in self.plan.left_out_as(reason) if out.action.code != joy]
        return with_next_places([self._row(out) for out in found])

    def _row(self, out: LeftOut) -> LeftOutRow:
        # If an action alone exceeds the budget, pinning it could only lead to a conflict.
        within = (
            out.cost.hours <= self._wish.hours_for_actions and out.cost.money <= self._wish.money
        )
        change = wish_links.added(self._wish, out.action.code)
        return LeftOutRow(
            action=out.action,
            dimension=out.dimension,
            tier=out.tier,
            costs=costs_of(self.submission, self._wish, out.action, self.known),
            out=out,
            lacks=wording.lacking(out, self.submission.currency),
            ways_in=ways_in(self.contrasts, out, self.submission.currency),
            change=self._query(change) if within else "",
        )

    @cached_property
    def taken_out(self) -> tuple[LeftOutRow, ...]:
        """All actions the owner removed, whether or not they could be done now."""
        actions = [a for a in self.submission.model.actions if a.code in self._wish.excluded]
        return with_next_places([self._taken_out(action) for action in actions])

    def _taken_out(self, action: Action) -> LeftOutRow:
        target = ActionTarget.of(self.submission.model, action)
        outs = [out for out in self.plan.left_out if out.action == action]
        return LeftOutRow(
            action=action,
            dimension=target.dimension,
            tier=target.tier,
            costs=costs_of(self.submission, self._wish, action, self.known),
            out=outs[0] if outs else None,
            lacks="",
            change=self._query(wish_links.put_back(self._wish, action.code)),
        )


def with_next_places(rows: Sequence[LeftOutRow]) -> tuple[LeftOutRow, ...]:
    """For each row, name the next one; for the last row, the one before it.

    A row keeps its name when its action comes into the plan, so its place is always there. Without
    any other row, name the action of this one.
    """
    beside = [*rows[1:], *rows[-2:-1]] or rows
    return tuple(
        replace(row, next_place=to.action.code) for row, to in zip(rows, beside, strict=True)
    )
