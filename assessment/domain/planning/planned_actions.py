"""One action of a plan: suggested by the planner, or promised in a saved plan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import Action, Dimension, Practice, Tier
from assessment.domain.planning import remarks
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.remarks import Remark

A_WEEK = timedelta(days=7)


class Status(StrEnum):
    """How far an action of a saved plan is."""

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
        """Done, all of it or a part: what home, mails, look-back and trends count as done."""
        return self in ACHIEVED


ACHIEVED = frozenset({Status.DONE, Status.PARTLY})
ENDED = ACHIEVED | {Status.DROPPED}


class NotPromised(DomainError):
    """An action that is only suggested has no day, and nobody who does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one action does; the points are those of its area if only this one is done."""

    lifts_from: int
    lifts_to: int
    why: Remark
    points_before: Fraction
    points_after: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a saved plan knows about an action beyond the suggestion.

    Attributes:
        who: the name of whoever does it; empty for nobody yet.
        user_id: of whoever does it, if they have an account.
        email: of an assignee, who has none.
        real_hours, real_money: what it took; None until somebody says so.
        outcome: what people wrote about what came of it, or why it was dropped.
        ticked: the numbers of the steps that are done, from 0.
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
        """The name of somebody without an account who does it; empty if nobody such does."""
        return self.who if self.user_id is None else ""

    def is_given_to(self, user_id: int) -> bool:
        """Whether this person does it; what was dropped nobody does any more."""
        return self.user_id == user_id and self.status != Status.DROPPED

    @property
    def has_outcome(self) -> bool:
        """Whether somebody said what came of it; of what was dropped nothing came."""
        said = self.outcome or self.real_hours is not None or self.real_money is not None
        return bool(said) or self.status == Status.DROPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """One action of a plan, whoever shows it.

    It is the library's (`action`), which lifts a practice of a tier, or the owner's own, which has
    a title, a cost and perhaps an area. `effect` is what it does for the score, where that has been
    worked out, `due_week` the week that the planner chose, 0 where it chose none, and `commitment`
    what a saved plan adds.
    """

    title: str
    action: Action | None = None
    practice: Practice | None = None
    dimension: Dimension | None = None
    tier: Tier | None = None
    cost: Cost
    effect: Effect | None = None
    due_week: int = 0
    commitment: Commitment | None = None

    @property
    def code(self) -> str:
        """Of the library's action; empty for the owner's own."""
        return self.action.code if self.action else ""

    @property
    def own(self) -> bool:
        """Whether the owner wrote it, instead of the library."""
        return self.action is None

    @property
    def area(self) -> str:
        """The title of the area it is for; empty for none in particular."""
        return self.dimension.title if self.dimension else ""

    @property
    def hours(self) -> int:
        return self.cost.hours

    @property
    def money(self) -> int:
        return self.cost.money

    @property
    def first_move(self) -> str:
        return self.action.first_move if self.action else ""

    @property
    def steps(self) -> tuple[str, ...]:
        """Its small steps, one after the other, each to be ticked."""
        return self.action.steps if self.action else ()

    # ---- as promised in a saved plan

    @property
    def promised(self) -> Commitment:
        """What a saved plan knows about it.

        Raises:
            NotPromised: it is only suggested.
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
        """Due within a week from today on."""
        return today <= self.due_on < today + A_WEEK

    def days_late(self, today: date) -> int:
        """0 for what is done with, or not due yet."""
        return 0 if self.ended else max(0, (today - self.due_on).days)

    def without_outcome(self) -> "PlannedAction":
        """Without what was written about what came of it."""
        return replace(self, commitment=replace(self.promised, outcome=""))
