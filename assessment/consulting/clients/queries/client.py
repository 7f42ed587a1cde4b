"""A client as its page needs it: access, results and plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import results_of, submission_of
from assessment.journey.trends.presenters.plan_outcomes import worked_on_in
from assessment.journey.trends.queries import PastPlan, plans_between
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, kw_only=True)
class ClientRecord:
    """The results of a client, oldest first, and its plans since the check before the last."""

    business: Business
    today: date
    results: Sequence[Result]
    saved: SavedPlan | None
    past: Sequence[PastPlan]

    @property
    def result(self) -> Result | None:
        return self.results[-1] if self.results else None

    @cached_property
    def submission(self) -> Submission | None:
        return submission_of(self.results[-1], self.business) if self.results else None

    @cached_property
    def before(self) -> Submission | None:
        """The check before the last, if there is one."""
        return submission_of(self.results[-2], self.business) if self.results[1:] else None

    @cached_property
    def both(self) -> Comparison | None:
        """The last two checks compared, with what was worked on in between."""
        if self.submission is None or self.before is None:
            return None
        names_doubt = self.submission.rule.names_doubt
        acted = worked_on_in(self.past, self.submission.model) if names_doubt else ()
        return comparison(self.before, self.submission, acted=acted)

    @cached_property
    def late(self) -> Sequence[PlannedAction]:
        """The unfinished actions of the current plan that are overdue, the latest first."""
        return [p for p in self.saved.unfinished if p.days_late(self.today)] if self.saved else []

    @cached_property
    def done_since(self) -> Sequence[PlannedAction]:
        """What was done, at least partly, of the plans between the last two checks."""
        return [p for plan in self.past for p in plan.actions if p.status.achieved]

    @property
    def done_now(self) -> Sequence[PlannedAction]:
        """What is done, at least partly, of the current plan."""
        return self.saved.done if self.saved else []


def client_record(business: Business, today: date) -> ClientRecord:
    """Return what is known about a client; at most five queries."""
    results = results_of(business)
    past: Sequence[PastPlan] = ()
    if results[1:]:
        before, last = (result.assessment.quarter for result in results[-2:])
        past = plans_between(business, before, last)
    return ClientRecord(
        business=business,
        today=today,
        results=results,
        saved=saved_plan(results[-1]) if results else None,
        past=past,
    )
