"""What a business has to do today, gathered from its check, its last result and its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from assessment.accounts.models import User
from assessment.answering.queries import CheckInHand, check_of_today
from assessment.domain.checks import Check
from assessment.domain.exchange import read_sheet
from assessment.domain.maturity import Action, Dimension, MaturityModel, Tier
from assessment.domain.quarters import PLAN_WEEKS, Quarter
from assessment.organisations.models import Business
from assessment.planning.models import Plan, PlanItem
from assessment.scoring.models import Result

DAYS_A_WEEK = 7
SOON = timedelta(days=DAYS_A_WEEK)


class State(StrEnum):
    """How far a business is in its quarter."""

    FRESH = "fresh"
    UNDER_WAY = "under_way"
    ANSWERED = "answered"
    RESULT = "result"
    PLANNED = "planned"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do of the saved plan."""

    action: Action
    dimension: Dimension
    tier: Tier
    due_on: date
    hours: int
    money: int
    owner: User | None


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """The newest plan of the last result, steps by due date."""

    quarter: Quarter
    steps: Sequence[Step]
    hours: int

    @property
    def due_days(self) -> list[date]:
        return [step.due_on for step in self.steps]

    def next_step(self, today: date) -> Step | None:
        return next((step for step in self.steps if step.due_on >= today), None)


@dataclass(frozen=True, kw_only=True)
class Today:
    """One day of one business."""

    date: date
    check: CheckInHand
    result: Check | None
    plan: SavedPlan | None

    @cached_property
    def state(self) -> State:
        if self.result and self.result.quarter >= self.check.quarter:
            return State.PLANNED if self.plan else State.RESULT
        if self.check.complete:
            return State.ANSWERED
        return State.UNDER_WAY if self.check.answered else State.FRESH

    @property
    def carry_on_area(self) -> Dimension | None:
        """Where the first open question is."""
        practice = self.check.next
        return self.check.model.dimension(practice.dimension) if practice else None

    @property
    def carry_on_number(self) -> int:
        practice = self.check.next
        return self.check.number_in_area(practice) if practice else 1

    @property
    def week(self) -> int:
        """The week of this quarter, 1 to 13."""
        days = (self.date - self.check.quarter.starts_on).days
        return min(days // DAYS_A_WEEK + 1, PLAN_WEEKS)

    @cached_property
    def next_step(self) -> Step | None:
        return self.plan.next_step(self.date) if self.plan else None

    @property
    def step_is_soon(self) -> bool:
        return self.next_step is not None and self.next_step.due_on < self.date + SOON

    @property
    def later_steps(self) -> list[Step]:
        """What stands in the list below the card."""
        return [step for step in self.plan.steps if step != self.next_step] if self.plan else []

    @cached_property
    def next_check(self) -> Quarter:
        """The quarter to check next, once this one is done."""
        done = self.result.quarter if self.result else self.check.quarter
        return max(done, self.check.quarter).next()

    @property
    def weeks_to_next_check(self) -> int:
        """Begun weeks."""
        return -((self.date - self.next_check.starts_on).days // DAYS_A_WEEK)


def today_of(business: Business, today: date) -> Today:
    """At most six queries."""
    result = latest_result(business)
    return Today(
        date=today,
        check=check_of_today(business, today),
        result=result and check_behind(result),
        plan=result and saved_plan(result),
    )


def latest_result(business: Business) -> Result | None:
    """Of the newest quarter, in its newest revision."""
    results = Result.objects.filter(assessment__business=business)
    return (
        results.select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
        .first()
    )


def check_behind(result: Result) -> Check:
    assessment = result.assessment
    model = assessment.model_version.maturity
    return Check(
        business="",
        quarter=assessment.quarter,
        model=model,
        sheet=read_sheet(model, result.sheet),
        checked_on=result.frozen_at.date(),
    )


def saved_plan(result: Result) -> SavedPlan | None:
    plan = Plan.objects.filter(assessment=result.assessment).order_by("-number").first()
    if plan is None:
        return None
    model = result.assessment.model_version.maturity
    items = plan.items.select_related("owner").order_by("due_on", "position")
    return SavedPlan(
        quarter=result.assessment.quarter,
        steps=tuple(step_of(model, item) for item in items),
        hours=plan.hours,
    )


def step_of(model: MaturityModel, item: PlanItem) -> Step:
    action = model.action(item.action)
    practice = model.practice(action.practice)
    return Step(
        action=action,
        dimension=model.dimension(practice.dimension),
        tier=model.tier(practice.tier),
        due_on=item.due_on,
        hours=item.hours,
        money=item.money,
        owner=item.owner,
    )
