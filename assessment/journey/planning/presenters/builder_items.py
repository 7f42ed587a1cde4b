"""What is in the plan being built: actions, and what to find out before them."""

from dataclasses import dataclass
from datetime import date

from assessment.domain.planning.due_dates import DueDate
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.journey.planning.presenters.action_costs import ActionCosts
from assessment.journey.planning.wording.contrasts import Rival


@dataclass(frozen=True, kw_only=True)
class BuilderItem:
    """One part of the plan being built: an action, or something to find out first.

    Attributes:
        due: the due date that we suggest; None if it is done.
        started: whether it has been started or done in the saved plan, so it keeps its own date.
        why_then: why we suggest that day; empty if it is done.
    """

    planned: PlannedAction
    due: DueDate | None
    started: bool
    why_then: str

    @property
    def named(self) -> str:
        return self.planned.named

    @property
    def due_on(self) -> date:
        return self.planned.due_on if self.started or self.due is None else self.due.on

    @property
    def status(self) -> Status | None:
        """Its status, once it has been started."""
        saved = self.planned.commitment
        return saved.status if saved and self.started else None

    @property
    def done(self) -> bool:
        """Whether it is finished, so that nobody needs to be assigned."""
        return self.status is not None and self.status.achieved


@dataclass(frozen=True, kw_only=True)
class BuilderAction(BuilderItem):
    """One action of the plan being built, and the queries that change it.

    Attributes:
        fixed: whether it has to stay in the plan.
        pin: the query that pins it, or unpins it if it is pinned.
        remove: the query that removes it and leaves its place empty.
        swap: the query that replaces it with the next best; empty if there is none.
        next_place: the element at its place on the page once it is removed.
        swap_place: the same once it is swapped.
        rival: what it was chosen over; None if it has to stay, or if it is far down the list.
    """

    costs: ActionCosts
    fixed: bool
    pinned: bool
    pin: str
    remove: str
    swap: str
    swap_text: str
    next_place: str
    swap_place: str
    rival: Rival | None

    @property
    def code(self) -> str:
        return self.planned.code
