"""The saved plan as a board: actions by due date, and progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from assessment.domain.model.answers import NOT_SURE
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.queries.plans import plan_behind
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.wording.areas import estimated
from assessment.journey.tracking import wording

DAYS_A_WEEK = 7
A_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person viewing a plan, and whether they can change all of it or only their actions."""

    user: User
    may_plan: bool

    def may_do(self, planned: PlannedAction) -> bool:
        return self.may_plan or planned.promised.is_given_to(self.user.pk)


@dataclass(frozen=True, kw_only=True)
class BoardAction:
    """One action on the board.

    `last_tick` is the date a step was last ticked, or None. `days_late` is 0 if it is not late.
    `asks_again` says whether it has found out what the viewer can now answer. `team` is the size
    of the team that the plan was made for, or empty.
    """

    planned: PlannedAction
    today: date
    may_do: bool
    last_tick: date | None = None
    asks_again: bool = False
    currency: str
    team: str

    @property
    def days_late(self) -> int:
        return self.planned.days_late(self.today)

    @property
    def late_text(self) -> str:
        return wording.days_late(self.days_late)

    @property
    def soon(self) -> bool:
        """Whether it is due within a week, counting today."""
        return not self.planned.ended and self.planned.is_soon(self.today)

    @property
    def later_on(self) -> date:
        """The date that "Move to later" uses."""
        return self.today + 2 * A_WEEK

    @property
    def ticked_text(self) -> str:
        ticked, steps = self.planned.promised.ticked, self.planned.steps
        return wording.ticked(len(ticked), len(steps), self.last_tick)

    @property
    def ended_text(self) -> str:
        return wording.ended(self.planned)

    @property
    def took_text(self) -> str:
        return wording.took(self.planned, self.currency)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of actions under a heading; `key` identifies it in anchors and styles."""

    key: str
    title: str
    actions: Sequence[BoardAction]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The saved plan as of today, for one viewer; `ticks` has last tick dates by action key."""

    submission: Submission
    saved: SavedPlan
    today: date
    next_check: Quarter
    viewer: Viewer
    replan: bool = False
    """Whether the answers have been corrected since the plan was saved."""
    ticks: Mapping[str, date] = field(default_factory=dict)

    def _actions(self, actions: Sequence[PlannedAction]) -> Sequence[BoardAction]:
        return [
            BoardAction(
                planned=planned,
                today=self.today,
                may_do=self.viewer.may_do(planned),
                last_tick=self.ticks.get(planned.key),
                asks_again=self.viewer.may_plan and is_unanswered(planned, self.submission),
                currency=self.submission.currency,
                team=self.saved.wish.team,
            )
            for planned in actions
        ]

    # ---- groups by due date

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
        """Finished actions, including dropped ones, newest first."""
        ended = self._actions(self.saved.ended)
        return sorted(
            ended,
            key=lambda action: action.planned.promised.ended_on or action.planned.due_on,
            reverse=True,
        )

    @property
    def groups(self) -> list[Group]:
        """The groups of the list view, most urgent first, without empty ones."""
        groups = [
            Group(key="late", title=_("Late"), actions=self.late),
            Group(key="this-week", title=_("This week"), actions=self.this_week),
            Group(key="later", title=_("Later"), actions=self.later),
            self._done,
        ]
        return [group for group in groups if group.actions]

    @property
    def columns(self) -> list[Group]:
        """The columns of the board view, in the order of progress.

        Empty columns are included, so that cards can be dragged into them.
        """
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
        """The first finished action without an outcome that this viewer can fill in."""
        asked = (a for a in self.done if a.may_do and not a.planned.find_out)
        return next((a for a in asked if not a.planned.promised.has_outcome), None)

    # ---- the plan as a whole

    @property
    def title(self) -> str:
        return progress(self.saved, self.today)

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return not self._to_do

    @property
    def check_due(self) -> bool:
        return self.today >= self.submission.next_check_on

    @property
    def weeks_left(self) -> str:
        """A sentence with the weeks until the next check, counting part weeks as whole ones."""
        # Negating before and after floor division rounds up.
        days = (self.submission.next_check_on - self.today).days
        return wording.weeks_left(-(-days // DAYS_A_WEEK))

    @property
    def hours_text(self) -> str:
        """Hours used out of the hours planned.

        A finished action without recorded hours counts with its planned hours.
        """
        used = sum((_hours_of(planned) for planned in self.saved.ended), Decimal(0))
        return wording.hours_used(used, self.saved.hours)

    @property
    def money_text(self) -> str:
        """Money spent out of the money planned.

        Only recorded amounts count, because the planned amount is just an upper limit.
        """
        spent = sum(planned.promised.real_money or 0 for planned in self.saved.ended)
        return wording.money_spent(spent, self.saved.money, self.submission.currency)

    @property
    def score_then(self) -> int | None:
        """The score the plan should lead to; None if too little is known to say."""
        plan = plan_behind(self.saved, self.submission)
        return shown(plan.expected.overall.points) if estimated(plan) else None

    @property
    def next_month(self) -> str:
        """The month in which the next check falls due."""
        return format_date(self.submission.next_check_on, "F")


def progress(saved: SavedPlan, today: date) -> str:
    """Say how far a plan has come: Two done, one late, two to go."""
    to_do = saved.unfinished
    late = sum(planned.days_late(today) > 0 for planned in to_do)
    mixed = any(planned.find_out for planned in to_do)
    done = sum(planned.status.achieved for planned in saved.ended)
    return wording.finding(done, late, len(to_do) - late, mixed=mixed)


def is_unanswered(planned: PlannedAction, submission: Submission) -> bool:
    """Tell whether something has been found out, but its questions are still "not sure"."""
    if planned.find_out is None or not planned.status.achieved:
        return False
    answers = submission.sheet.answers
    return any(answers[p.code].value == NOT_SURE for p in planned.find_out.practices)


def _hours_of(planned: PlannedAction) -> Decimal:
    if planned.promised.real_hours is not None:
        return planned.promised.real_hours
    return Decimal(0 if planned.status == Status.DROPPED else planned.hours)
