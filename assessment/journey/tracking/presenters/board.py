"""The saved plan by how soon each action is due, and what was done of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.queries.plans import plan_behind
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.tracking import wording

DAYS_A_WEEK = 7
A_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks at a plan, and whether they may change all of it or only what is theirs."""

    user: User
    may_plan: bool

    def may_do(self, planned: PlannedAction) -> bool:
        return self.may_plan or planned.promised.is_given_to(self.user.pk)


@dataclass(frozen=True, kw_only=True)
class BoardAction:
    """One action on the board; 0 days late if it is not, `last_tick` is None before the first."""

    planned: PlannedAction
    today: date
    may_do: bool
    last_tick: date | None = None
    currency: str

    @property
    def days_late(self) -> int:
        return self.planned.days_late(self.today)

    @property
    def late_words(self) -> str:
        return wording.days_late(self.days_late)

    @property
    def soon(self) -> bool:
        """Due within a week from today on."""
        return not self.planned.ended and self.planned.is_soon(self.today)

    @property
    def later_on(self) -> date:
        """The day to move it to if it cannot be this week."""
        return self.today + 2 * A_WEEK

    @property
    def ticked_words(self) -> str:
        ticked, steps = self.planned.promised.ticked, self.planned.steps
        return wording.ticked(len(ticked), len(steps), self.last_tick)

    @property
    def ended_words(self) -> str:
        return wording.ended(self.planned)

    @property
    def took_words(self) -> str:
        return wording.took(self.planned, self.currency)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some actions of the board under a heading; `key` names it in addresses and style."""

    key: str
    title: str
    actions: Sequence[BoardAction]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The saved plan as it stands today, for one viewer; `ticks` are last days by key."""

    check: Submission
    saved: SavedPlan
    today: date
    next_check: Quarter
    viewer: Viewer
    ticks: Mapping[str, date] = field(default_factory=dict)

    def _actions(self, actions: Sequence[PlannedAction]) -> Sequence[BoardAction]:
        return [
            BoardAction(
                planned=planned,
                today=self.today,
                may_do=self.viewer.may_do(planned),
                last_tick=self.ticks.get(planned.key),
                currency=self.check.currency,
            )
            for planned in actions
        ]

    # ---- by how soon

    @cached_property
    def _to_do(self) -> Sequence[BoardAction]:
        return self._actions(self.saved.unfinished)

    @property
    def late(self) -> Sequence[BoardAction]:
        return [action for action in self._to_do if action.days_late]

    @property
    def this_week(self) -> Sequence[BoardAction]:
        return [action for action in self._to_do if action.soon]

    @property
    def later(self) -> Sequence[BoardAction]:
        return [action for action in self._to_do if not action.days_late and not action.soon]

    @cached_property
    def done(self) -> Sequence[BoardAction]:
        """What is done with, also dropped: the newest first."""
        ended = self._actions(self.saved.ended)
        return sorted(
            ended,
            key=lambda action: action.planned.promised.ended_on or action.planned.due_on,
            reverse=True,
        )

    @property
    def groups(self) -> list[Group]:
        """As a list: the most pressing first; none that is empty."""
        groups = [
            Group(key="late", title=_("Late"), actions=self.late),
            Group(key="this-week", title=_("This week"), actions=self.this_week),
            Group(key="later", title=_("Later"), actions=self.later),
            self._done,
        ]
        return [group for group in groups if group.actions]

    @property
    def columns(self) -> list[Group]:
        """As a board: from left to right as things get done; empty ones can be dropped on."""
        week = [*self.late, *self.this_week]
        return [
            Group(key="later", title=_("Later"), actions=self.later),
            Group(key="this-week", title=_("This week"), actions=week),
            self._done,
        ]

    @property
    def _done(self) -> Group:
        title = wording.ended_title([action.planned.status for action in self.done])
        return Group(key="done", title=title, actions=self.done)

    @property
    def to_ask_about(self) -> BoardAction | None:
        """The first thing done of which nobody has said yet what changed, if the reader may."""
        return next((a for a in self.done if a.may_do and not a.planned.promised.has_outcome), None)

    # ---- the plan as a whole

    @property
    def title(self) -> str:
        done = sum(action.planned.status != Status.DROPPED for action in self.done)
        late = len(self.late)
        return wording.finding(done, late, len(self._to_do) - late)

    @property
    def over(self) -> bool:
        """Nothing is left to do."""
        return not self._to_do

    @property
    def quarter_over(self) -> bool:
        return self.today > self.saved.quarter.ends_on

    @property
    def weeks_left(self) -> str:
        """Begun weeks count."""
        days = (self.saved.quarter.ends_on - self.today).days + 1
        return wording.weeks_left(-(-days // DAYS_A_WEEK))

    @property
    def hours_words(self) -> str:
        """Hours of what is done, as said or else as planned, of all that is planned."""
        used = sum((_hours_of(planned) for planned in self.saved.ended), Decimal(0))
        return wording.hours_used(used, self.saved.hours)

    @property
    def money_words(self) -> str:
        """Money is spent when somebody says so: its plan is only a limit."""
        spent = sum(planned.promised.real_money or 0 for planned in self.saved.ended)
        return wording.money_spent(spent, self.saved.money, self.check.currency)

    @property
    def scored(self) -> bool:
        return self.check.scored.overall.scored

    @property
    def score_then(self) -> int:
        return shown(plan_behind(self.saved, self.check).expected.overall.points)

    @property
    def next_month(self) -> str:
        """When the next check is due."""
        return format_date(self.next_check.starts_on, "F")


def _hours_of(planned: PlannedAction) -> Decimal:
    if planned.promised.real_hours is not None:
        return planned.promised.real_hours
    return Decimal(0 if planned.status == Status.DROPPED else planned.hours)
