"""What a business has to do today, according to its check, last result and plan."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from assessment.domain.model.maturity import Dimension
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.quarters import PLAN_WEEKS, Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.open_assessment import (
    current_assessment_of,
    quarter_after,
)
from assessment.journey.results.queries import latest_result, submission_of
from assessment.parties.businesses.models import Business

DAYS_A_WEEK = 7


class State(StrEnum):
    """The progress of a business in its quarter."""

    FRESH = "fresh"
    UNDER_WAY = "under_way"
    ANSWERED = "answered"
    RESULT = "result"
    PLANNED = "planned"


@dataclass(frozen=True, kw_only=True)
class Today:
    """The state of a business on one day."""

    date: date
    current: CurrentAssessment
    result: Submission | None
    plan: SavedPlan | None
    next_check: Quarter
    """The quarter to check next; the current one if its check is not due yet."""

    @cached_property
    def state(self) -> State:
        # A new quarter has started, but its check is not due yet: the plan goes on.
        ahead = self.result and self.result.quarter >= self.current.quarter
        if self.result and (ahead or self.current.early):
            return State.PLANNED if self.plan else State.RESULT
        if self.current.complete:
            return State.ANSWERED
        return State.UNDER_WAY if self.current.answered else State.FRESH

    @property
    def nothing_to_plan(self) -> bool:
        """Whether every answer is the highest already, so that no action could raise one."""
        if self.result is None:
            return False
        sheet, practices = self.result.sheet, self.result.model.practices
        return all(sheet.set_aside(p) or sheet.step(p) == len(p.anchors) - 1 for p in practices)

    @property
    def carry_on_area(self) -> Dimension | None:
        """The area of the first unanswered question."""
        practice = self.current.next
        return self.current.model.dimension(practice.dimension) if practice else None

    @property
    def carry_on_number(self) -> int:
        """The number of that question within its area, from 1."""
        practice = self.current.next
        return self.current.number_in_area(practice) if practice else 1

    @property
    def week(self) -> int:
        """The week of this quarter, 1 to 13."""
        days = (self.date - self.current.quarter.starts_on).days
        return min(days // DAYS_A_WEEK + 1, PLAN_WEEKS)

    @cached_property
    def next_action(self) -> PlannedAction | None:
        """The action to do first: the one that is latest, else the one due next."""
        return next(iter(self.plan.unfinished), None) if self.plan else None

    @property
    def days_late(self) -> int:
        return self.next_action.days_late(self.date) if self.next_action else 0

    @property
    def action_is_soon(self) -> bool:
        return self.next_action is not None and self.next_action.is_soon(self.date)

    @property
    def other_actions(self) -> list[tuple[PlannedAction, int, bool]]:
        """The actions listed below the card, finished ones last.

        Each comes with its days late, and with whether it is for this week at the latest.
        """
        if self.plan is None:
            return []
        actions = [*self.plan.unfinished, *self.plan.ended[::-1]]
        return [
            (p, p.days_late(self.date), bool(p.days_late(self.date)) or p.is_soon(self.date))
            for p in actions
            if p != self.next_action
        ]

    @property
    def weeks_to_next_check(self) -> int:
        """The number of weeks until the next check, rounded up."""
        # Dividing the negative difference rounds down, so the weeks are rounded up.
        return -((self.date - self.current.due_on).days // DAYS_A_WEEK)


def today_of(business: Business, today: date) -> Today:
    """Return the state of a business on a day, with at most six queries."""
    result, current = latest_result(business), current_assessment_of(business, today)
    done = result.assessment.quarter if result else current.quarter
    following = quarter_after(business, max(done, current.quarter))
    return Today(
        date=today,
        current=current,
        result=submission_of(result, business) if result else None,
        plan=saved_plan(result) if result else None,
        next_check=current.quarter if current.early else following,
    )
