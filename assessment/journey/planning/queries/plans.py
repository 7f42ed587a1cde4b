"""Look up saved plans and convert them to domain values."""

from assessment.domain.planning.planner import plan_of
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem, Scenario
from assessment.journey.planning.queries.saved_plans import SavedPlan, planned_action
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business

MOST_VERSIONS = 3
"""How many versions of a plan can be saved per quarter, in addition to the current one."""


def saved_plan(result: Result) -> SavedPlan | None:
    """Return the current plan for the quarter of a result; two queries."""
    assessment = result.assessment
    return plan_of_quarter(assessment.business_id, assessment.quarter)


def plan_of_quarter(business: int, quarter: Quarter) -> SavedPlan | None:
    """Return the newest plan of a quarter, for the business with this id; two queries."""
    plan = (
        Plan.objects.filter(
            assessment__business=business, assessment__quarter_starts_on=quarter.starts_on
        )
        .select_related("saved_by", "assessment__business", "assessment__model_version")
        # The source text of a model version is large and never needed here.
        .defer("assessment__model_version__source")
        .order_by("-number")
        .first()
    )
    return _read(plan) if plan else None


def plan_before(business: Business, quarter: Quarter) -> SavedPlan | None:
    """Return the plan of the most recent planned quarter before this one; two queries."""
    plan = (
        Plan.objects.filter(
            assessment__business=business, assessment__quarter_starts_on__lt=quarter.starts_on
        )
        .select_related("saved_by", "assessment__business", "assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-number")
        .first()
    )
    return _read(plan) if plan else None


def plan_around(item: PlanItem) -> SavedPlan:
    """Return the plan that contains an item; one query if the item's plan is already loaded."""
    return _read(item.plan)


def _read(plan: Plan) -> SavedPlan:
    model = plan.assessment.fitted_model
    items = plan.items.select_related("owner").order_by("due_on", "position")
    return SavedPlan(
        plan=plan,
        quarter=plan.assessment.quarter,
        model=model,
        actions=tuple(planned_action(model, item) for item in items),
    )


def plan_behind(saved: SavedPlan, submission: Submission) -> QuarterPlan:
    """Evaluate the saved actions against today's answers, leaving out dropped ones.

    The planner does not choose again. A correction to the check changes the expected score, but
    not the actions that people agreed to.
    """
    return plan_of(submission.model, submission.sheet, saved.wish, saved.codes)


def versions_of(business: Business, quarter: Quarter) -> list[Scenario]:
    """Return the versions of a plan saved for a quarter, oldest first; one query."""
    return list(business.scenarios.filter(quarter_starts_on=quarter.starts_on).order_by("pk"))


def teammates(business: Business) -> list[User]:
    """Return the people who can be given an action, in order of joining; one query."""
    memberships = business.memberships.select_related("user").order_by("since", "pk")
    return [membership.user for membership in memberships]
