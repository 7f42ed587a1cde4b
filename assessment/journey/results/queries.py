"""Looking results up, and reading them back as the checks they were frozen from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from assessment.domain.exchange.submission_json import read_sheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business


@dataclass(frozen=True)
class History:
    """All results of a business, also earlier revisions and those of checks in between."""

    results: Sequence[Result]

    @cached_property
    def quarters(self) -> Sequence[Result]:
        """The newest revision of every quarter's result, oldest quarter first."""
        return _newest(result for result in self.results if not result.assessment.extra)

    def named(self, slug: str) -> Result | None:
        """The newest revision at an address such as 2026-q4, or 2026-q4-2 for one in between."""
        found = (r for r in reversed(self.results) if r.assessment.slug == slug.lower())
        return next(found, None)

    def revisions_of(self, result: Result) -> Sequence[Result]:
        """All of them, oldest first, this one among them."""
        return [r for r in self.results if r.assessment.slug == result.assessment.slug]

    def beside(self, result: Result) -> Sequence[Result]:
        """All of its quarter, this one among them; checks in between last."""
        quarter = result.assessment.quarter_starts_on
        return [r for r in self.results if r.assessment.quarter_starts_on == quarter]

    def before(self, result: Result) -> Result | None:
        """What to compare it with: the quarter before, or for one in between its own quarter."""
        own = result.assessment
        earlier = [
            r
            for r in self.quarters
            if r.assessment.quarter < own.quarter
            or (own.extra and r.assessment.quarter == own.quarter)
        ]
        return earlier[-1] if earlier else None


def history_of(business: Business) -> History:
    """One query."""
    return History(list(_results(business)))


def results_of(business: Business) -> list[Result]:
    """The newest revision of every quarter's result, oldest quarter first; one query."""
    return _newest(_results(business).filter(assessment__extra=0))


def _results(business: Business) -> QuerySet[Result]:
    return (
        Result.objects.filter(assessment__business=business)
        .select_related("assessment__model_version", "assessment__submitted_by")
        .defer("assessment__model_version__source")
        .order_by("assessment__quarter_starts_on", "assessment__extra", "assessment__revision")
    )


def _newest(results: Iterable[Result]) -> list[Result]:
    return list({result.assessment.quarter_starts_on: result for result in results}.values())


def quarter_named(results: Iterable[Result], words: str) -> Quarter | None:
    """The quarter that an address such as 2026-q4 names, among those with a result.

    The words alone do not say with which month it begins.
    """
    quarters = (result.assessment.quarter for result in results)
    return next((quarter for quarter in quarters if quarter.slug == words.lower()), None)


def results_until(business: Business, quarter: Quarter) -> list[Result]:
    """The result of a quarter behind those before it; empty if that quarter has none."""
    results = [r for r in results_of(business) if r.assessment.quarter <= quarter]
    return results if results and results[-1].assessment.quarter == quarter else []


def latest_result(business: Business) -> Result | None:
    """The result of the newest quarter, in its newest revision; one query."""
    return next(reversed(results_of(business)), None)


def check_of(result: Result, business: Business) -> Submission:
    """The check as it was submitted; no query while its model version is known."""
    assessment = result.assessment
    model = assessment.model_version.maturity
    return Submission(
        business=business.name,
        quarter=assessment.quarter,
        model=model,
        sheet=read_sheet(model, result.sheet),
        checked_on=business.day(result.frozen_at),
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
