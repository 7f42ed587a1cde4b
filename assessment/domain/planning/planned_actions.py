"""One action of a plan, either suggested by the planner or part of a saved plan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import Action, Dimension, Practice, Tier
from assessment.domain.planning import remarks
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.find_out import FindOutArea
from assessment.domain.planning.remarks import Remark

A_WEEK = timedelta(days=7)


class Status(StrEnum):
    """The status of an action in a saved plan."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    PARTLY = "partly"
    DROPPED = "dropped"

    @property
    def label(self) -> Remark:
        return remarks.how_far(self)

    @property
    def ended(self) -> bool:
        return self in ENDED

    @property
    def achieved(self) -> bool:
        """Whether the action counts as done on every page, in emails and in reports.

        A partly done action counts, too. Where the number of those matters, pages give it as well.
        """
        return self in ACHIEVED


ACHIEVED = frozenset({Status.DONE, Status.PARTLY})
ENDED = ACHIEVED | {Status.DROPPED}


class NotPromised(DomainError):
    """The action is only suggested, so it has no due date and nobody responsible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one action achieves.

    `points_before` and `points_after` are the points of its area, before and after only this
    action. They are `known` unless "not sure" leaves too much open.
    """

    lifts_from: int
    lifts_to: int
    why: Remark
    points_before: Fraction
    points_after: Fraction
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a saved plan adds to a suggested action.

    Attributes:
        who: The name of the person responsible; empty if there is none yet.
        user_id: The ID of the person responsible, if they have an account.
        email: The address of an assignee, who has no account.
        real_hours, real_money: What the action really took; None until it is reported.
        outcome: What people wrote about the result, or why the action was dropped.
        ticked: The numbers of the completed steps, counted from 0.
    """

    key: str = ""
    revision: int = 0
    due_on: date
    who: str = ""
    user_id: int | None = None
    email: str = ""
    status: Status = Status.OPEN
    started_on: date | None = None
    ended_on: date | None = None
    real_hours: Decimal | None = None
    real_money: int | None = None
    outcome: str = ""
    note: str = ""
    ticked: tuple[int, ...] = ()

    @property
    def assignee(self) -> str:
        """The name of the person responsible if they have no account, or empty."""
        return self.who if self.user_id is None else ""

    def is_given_to(self, user_id: int) -> bool:
        """Tell whether this person is responsible; nobody is for a dropped action."""
        return self.user_id == user_id and self.status != Status.DROPPED

    @property
    def has_outcome(self) -> bool:
        """Whether the result is known; a dropped action has none to report."""
        said = self.outcome or self.real_hours is not None or self.real_money is not None
        return bool(said) or self.status == Status.DROPPED


def find_out_name(area: str) -> str:
    """Name what to find out about an area. No code of an action has a hyphen."""
    return f"find-out-{area}"


def find_out_action(area: FindOutArea, title: str, week: int = 0) -> "PlannedAction":
    """Return what to find out about an area as a part of a plan."""
    return PlannedAction(
        title=title,
        find_out=area,
        dimension=area.dimension,
        cost=Cost(area.hours, 0),
        due_week=week,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """One action of a plan, in the same form wherever it is shown.

    A library action raises one practice of one tier. An action of the owner's own has only a
    title, a cost and perhaps an area. Something to find out is not counted as an action.
    It has its place, its hours and its date in a plan like the others.

    Attributes:
        action: The library action, or None if it is the owner's own.
        find_out: What to find out, or None if it is an action.
        effect: What it does for the score, if that has been calculated.
        due_week: The week that the planner chose, or 0 if it chose none.
        commitment: What a saved plan adds, or None if the action is only suggested.
    """

    title: str
    action: Action | None = None
    find_out: FindOutArea | None = None
    practice: Practice | None = None
    dimension: Dimension | None = None
    tier: Tier | None = None
    cost: Cost
    effect: Effect | None = None
    due_week: int = 0
    commitment: Commitment | None = None

    @property
    def code(self) -> str:
        """The code of the library action; empty for the owner's own, and for finding out."""
        return self.action.code if self.action else ""

    @property
    def own(self) -> bool:
        """Whether the owner wrote the action, so that it is not from the library."""
        return self.action is None and self.find_out is None

    @property
    def named(self) -> str:
        """Its name within a plan that is not saved yet: a code, or that of an area to find out."""
        return find_out_name(self.find_out.dimension.key) if self.find_out else self.code

    @property
    def area(self) -> str:
        """The title of the action's area; empty if it has none."""
        return self.dimension.title if self.dimension else ""

    @property
    def hours(self) -> int:
        return self.cost.hours

    @property
    def money(self) -> int:
        return self.cost.money

    @property
    def first_move(self) -> str:
        of = self.action or self.find_out
        return of.first_move if of else ""

    @property
    def examples(self) -> tuple[str, ...]:
        return self.action.examples if self.action else ()

    @property
    def done_when(self) -> str:
        of = self.action or self.find_out
        return of.done_when if of else ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The small steps of the action in order, each of which can be ticked."""
        of = self.action or self.find_out
        return of.steps if of else ()

    # ---- only in a saved plan

    @property
    def promised(self) -> Commitment:
        """What the saved plan adds to the action.

        Raises:
            NotPromised: The action is only suggested.
        """
        if self.commitment is None:
            raise NotPromised(self.title)
        return self.commitment

    @property
    def key(self) -> str:
        return self.promised.key

    @property
    def due_on(self) -> date:
        return self.promised.due_on

    @property
    def who(self) -> str:
        return self.promised.who

    @property
    def status(self) -> Status:
        return self.promised.status

    @property
    def ended(self) -> bool:
        return self.status.ended

    def is_soon(self, today: date) -> bool:
        """Tell whether the action is due within seven days, including today."""
        return today <= self.due_on < today + A_WEEK

    def days_late(self, today: date) -> int:
        """Return the days since the due date; 0 if the action has ended or is not overdue."""
        return 0 if self.ended else max(0, (today - self.due_on).days)

    def without_outcome(self) -> "PlannedAction":
        """Return the action without the text that people wrote about its result."""
        return replace(self, commitment=replace(self.promised, outcome=""))
