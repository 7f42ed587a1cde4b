"""Looking results up, and reading them back as the checks they were frozen from."""

from django.utils import timezone

from assessment.domain.checks import Check
from assessment.domain.exchange import read_sheet
from assessment.domain.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.wishes import PlanWish
from assessment.organisations.models import Business
from assessment.scoring.models import Result


def results_of(business: Business) -> list[Result]:
    """The newest revision of every quarter's result, oldest quarter first; one query."""
    found = (
        Result.objects.filter(assessment__business=business)
        .select_related("assessment__model_version", "assessment__submitted_by")
        .defer("assessment__model_version__source")
        .order_by("assessment__quarter_starts_on", "assessment__revision")
    )
    newest = {result.assessment.quarter_starts_on: result for result in found}
    return list(newest.values())


def results_until(business: Business, quarter: Quarter) -> list[Result]:
    """The result of a quarter behind those before it; empty if that quarter has none."""
    results = [r for r in results_of(business) if r.assessment.quarter <= quarter]
    return results if results and results[-1].assessment.quarter == quarter else []


def latest_result(business: Business) -> Result | None:
    """The result of the newest quarter, in its newest revision; one query."""
    return next(reversed(results_of(business)), None)


def check_of(result: Result, business: Business) -> Check:
    """The check as it was submitted; no query while its model version is known."""
    assessment = result.assessment
    model = assessment.model_version.maturity
    return Check(
        business=business.name,
        quarter=assessment.quarter,
        model=model,
        sheet=read_sheet(model, result.sheet),
        checked_on=timezone.localdate(result.frozen_at),
        checked_by=str(assessment.submitted_by),
        currency=business.currency,
    )


def usual_wish(model: MaturityModel, business: Business) -> PlanWish:
    """What the business said at set-up that it can put in, else what the model suggests."""
    usual = PlanWish.usual(model)
    return PlanWish(
        hours=usual.hours if business.hours is None else business.hours,
        money=usual.money if business.money is None else business.money,
        max_actions=usual.max_actions,
    )
