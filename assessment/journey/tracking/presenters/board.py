"""The saved plan by how soon each action is due, and what was done of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from assessment.domain.planning.plans import Plan
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Check
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Status
from assessment.journey.planning.queries.plans import plan_behind
from assessment.journey.planning.queries.saved_plans import SavedPlan, Step
from assessment.journey.tracking import wording

DAYS_A_WEEK = 7
A_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who looks at a plan, and whether they may change all of it or only what is theirs."""

    user: User
    may_plan: bool

    def may_do(self, step: Step) -> bool:
        return self.may_plan or step.item.is_given_to(self.user)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One action on the board; 0 days late if it is not, `last_tick` is None before the first."""

    step: Step
    today: date
    may_do: bool
    last_tick: date | None
    currency: str

    @property
    def days_late(self) -> int:
        return self.step.days_late(self.today)

    @property
    def late_words(self) -> str:
        return wording.days_late(self.days_late)

    @property
    def soon(self) -> bool:
        """Due within a week from today on."""
        return not self.step.ended and self.step.is_soon(self.today)

    @property
    def later_on(self) -> date:
        """The day to move it to if it cannot be this week."""
        return self.today + 2 * A_WEEK

    @property
    def ticked_words(self) -> str:
        steps = self.step.action.steps if self.step.action else ()
        return wording.ticked(len(self.step.item.ticked), len(steps), self.last_tick)

    @property
    def ended_words(self) -> str:
        return wording.ended(self.step)

    @property
    def took_words(self) -> str:
        return wording.took(self.step, self.currency)

    @property
    def told(self) -> bool:
        """Whether somebody said what came of it; of what was dropped nothing came."""
        item = self.step.item
        said = item.outcome or item.real_hours is not None or item.real_money is not None
        return bool(said) or self.step.status == Status.DROPPED


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some actions of the board under a heading; `key` names it in addresses and style."""

    key: str
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The saved plan as it stands today, for one reader; `ticks` are last days by item."""

    check: Check
    saved: SavedPlan
    today: date
    next_check: Quarter
    reader: Reader
    ticks: Mapping[int, date] = field(default_factory=dict)

    def _tasks(self, steps: Sequence[Step]) -> Sequence[Task]:
        return [
            Task(
                step=step,
                today=self.today,
                may_do=self.reader.may_do(step),
                last_tick=self.ticks.get(step.item.pk),
                currency=self.check.currency,
            )
            for step in steps
        ]

    # ---- by how soon

    @cached_property
    def _to_do(self) -> Sequence[Task]:
        return self._tasks(self.saved.unfinished)

    @property
    def late(self) -> Sequence[Task]:
        return [task for task in self._to_do if task.days_late]

    @property
    def this_week(self) -> Sequence[Task]:
        return [task for task in self._to_do if task.soon]

    @property
    def later(self) -> Sequence[Task]:
        return [task for task in self._to_do if not task.days_late and not task.soon]

    @cached_property
    def done(self) -> Sequence[Task]:
        """What is done with, also dropped: the newest first."""
        return sorted(self._tasks(self.saved.ended), key=_ended_on, reverse=True)

    @property
    def groups(self) -> list[Group]:
        """As a list: the most pressing first; none that is empty."""
        groups = [
            Group(key="late", title=_("Late"), tasks=self.late),
            Group(key="this-week", title=_("This week"), tasks=self.this_week),
            Group(key="later", title=_("Later"), tasks=self.later),
            self._done,
        ]
        return [group for group in groups if group.tasks]

    @property
    def columns(self) -> list[Group]:
        """As a board: from left to right as things get done; empty ones can be dropped on."""
        week = [*self.late, *self.this_week]
        return [
            Group(key="later", title=_("Later"), tasks=self.later),
            Group(key="this-week", title=_("This week"), tasks=week),
            self._done,
        ]

    @property
    def _done(self) -> Group:
        title = wording.ended_title([task.step.status for task in self.done])
        return Group(key="done", title=title, tasks=self.done)

    @property
    def to_tell(self) -> Task | None:
        """The first thing done of which nobody has said yet what changed, if the reader may."""
        return next((task for task in self.done if task.may_do and not task.told), None)

    # ---- the plan as a whole

    @property
    def title(self) -> str:
        done = sum(task.step.status != Status.DROPPED for task in self.done)
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
        used = sum((_hours_of(step) for step in self.saved.ended), Decimal(0))
        return wording.hours_used(used, sum(step.hours for step in self.saved.kept))

    @property
    def money_words(self) -> str:
        """Money is spent when somebody says so: its plan is only a limit."""
        spent = sum(step.item.real_money or 0 for step in self.saved.ended)
        planned = sum(step.money for step in self.saved.kept)
        return wording.money_spent(spent, planned, self.check.currency)

    @cached_property
    def _plan(self) -> Plan:
        return plan_behind(self.saved, self.check)

    @property
    def scored(self) -> bool:
        return self.check.scored.overall.scored

    @property
    def score_then(self) -> int:
        return shown(self._plan.expected.overall.points)

    @property
    def next_month(self) -> str:
        """When the next check is due."""
        return format_date(self.next_check.starts_on, "F")


def _ended_on(task: Task) -> date:
    return task.step.item.ended_on or task.step.due_on


def _hours_of(step: Step) -> Decimal:
    if step.item.real_hours is not None:
        return step.item.real_hours
    return Decimal(0 if step.status == Status.DROPPED else step.hours)
