"""Looking saved plans up, and reading them back as the domain sees them."""

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
"""So many versions of a plan are kept a quarter, beside the plan that is shown."""


def saved_plan(result: Result) -> SavedPlan | None:
    """The plan that counts in the quarter of a result; two queries."""
    assessment = result.assessment
    if assessment.extra:
        return None
    return plan_of_quarter(assessment.business_id, assessment.quarter)


def plan_of_quarter(business: int, quarter: Quarter) -> SavedPlan | None:
    """The plan saved last in a quarter of the business with this id; two queries."""
    plan = (
        Plan.objects.filter(
            assessment__business=business, assessment__quarter_starts_on=quarter.starts_on
        )
        .select_related("saved_by", "assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-number")
        .first()
    )
    return _read(plan) if plan else None


def plan_before(business: Business, quarter: Quarter) -> SavedPlan | None:
    """The plan that counted in the last planned quarter before this one; two queries."""
    plan = (
        Plan.objects.filter(
            assessment__business=business, assessment__quarter_starts_on__lt=quarter.starts_on
        )
        .select_related("saved_by", "assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-number")
        .first()
    )
    return _read(plan) if plan else None


def plan_around(item: PlanItem) -> SavedPlan:
    """The plan that holds it; one query more if the plan's own columns are there."""
    return _read(item.plan)


def _read(plan: Plan) -> SavedPlan:
    model = plan.assessment.model_version.maturity
    items = plan.items.select_related("owner").order_by("due_on", "position")
    return SavedPlan(
        plan=plan,
        quarter=plan.assessment.quarter,
        model=model,
        actions=tuple(planned_action(model, item) for item in items),
    )


def plan_behind(saved: SavedPlan, check: Submission) -> QuarterPlan:
    """The saved actions as the domain sees them on the check as it stands, dropped ones left out.

    Nothing is chosen anew: a correction of the check changes what to expect, not what was promised.
    """
    return plan_of(check.model, check.sheet, saved.wish, saved.codes)


def versions_of(business: Business, quarter: Quarter) -> list[Scenario]:
    """The versions of a plan kept for a quarter, the oldest first; one query."""
    return list(business.scenarios.filter(quarter_starts_on=quarter.starts_on).order_by("pk"))


def teammates(business: Business) -> list[User]:
    """Who can be asked to do something, in the order they came; one query."""
    memberships = business.memberships.select_related("user").order_by("since", "pk")
    return [membership.user for membership in memberships]
