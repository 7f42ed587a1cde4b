"""The data behind the files of a result, looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assessment.domain.exchange.documents import comparison_document, score_document, wish_document
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.domain.trends.timeline import Timeline, timeline_of
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import results_until, submission_of, suggested_wish
from assessment.journey.results.wording.levels import level_news
from assessment.journey.trends.presenters.plan_outcomes import worked_on_in
from assessment.journey.trends.queries import PastPlan, plans_between
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The result of a quarter with its check, the checks before it and the saved plan."""

    result: Result
    submissions: tuple[Submission, ...]
    plan: SavedPlan | None
    wish: PlanWish
    past: tuple[PastPlan, ...] = ()

    @property
    def submission(self) -> Submission:
        return self.submissions[-1]

    @property
    def day(self) -> date:
        return self.submission.checked_on

    @cached_property
    def timeline(self) -> Timeline:
        return timeline_of(self.submissions)

    @cached_property
    def compared(self) -> Comparison | None:
        """The comparison with the previous check, if there is one."""
        if len(self.submissions) == 1:
            return None
        acted = worked_on_in(self.past, self.submission.model)
        return comparison(*self.submissions[-2:], acted=acted)


def exported(business: Business, quarter: Quarter) -> Exported:
    """Look up everything about a quarter that has a result; five queries for any history."""
    return exported_from(results_until(business, quarter), business)


def exported_from(results: Sequence[Result], business: Business) -> Exported:
    """Look up everything about the last of these results, oldest first; four queries.

    The plans since the last check matter only to rules that look at what was worked on.
    """
    submissions = tuple(submission_of(result, business) for result in results)
    plan = saved_plan(results[-1])
    # Without a saved plan, the files contain the suggestion for the usual hours and money.
    usual = suggested_wish(submissions[-1], business)
    quarters = [each.quarter for each in submissions[-2:]]
    looks_at_work = len(submissions) > 1 and submissions[-1].rule.names_doubt
    return Exported(
        result=results[-1],
        submissions=submissions,
        plan=plan,
        wish=plan.wish if plan else usual,
        past=plans_between(business, *quarters) if looks_at_work else (),
    )


def submission_document(exported: Exported) -> dict[str, Any]:
    """Return what `manage.py score` and `plan` read, together with the stored outcome."""
    submission = exported.submission
    return {
        "business": submission.business,
        "quarter": submission.quarter.key,
        "model": submission.model.key,
        "answers": exported.result.sheet,
        **wish_document(exported.wish),
        "outcome": {**exported.result.outcome, **doubt_document(exported)},
    }


def doubt_document(exported: Exported) -> dict[str, Any]:
    """Return the outcome with how sure its levels and its changes are, if the rule says so."""
    if exported.submission.doubt is None:
        return {}
    found = score_document(exported.submission)
    if both := exported.compared:
        found["changes"] = {
            **comparison_document(both),
            "since": both.before.quarter.key,
            "other_person": both.other_person,
            "reworded": both.reworded,
            "levels": list(level_news(both)),
        }
    return found
