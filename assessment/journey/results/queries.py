"""Look results up, and read them back as the submissions they were frozen from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from assessment.domain.exchange.submission_json import read_sheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.answerers import SentCheck, people_behind
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business


@dataclass(frozen=True)
class History:
    """All results of a business, including earlier revisions and extra checks."""

    results: Sequence[Result]

    @cached_property
    def quarters(self) -> Sequence[Result]:
        """The newest revision of each quarter's result, oldest quarter first."""
        return _newest(result for result in self.results if not result.assessment.extra)

    def named(self, slug: str) -> Result | None:
        """Return the newest revision at a slug such as 2026-q4, or 2026-q4-2 for an extra check."""
        found = (r for r in reversed(self.results) if r.assessment.slug == slug.lower())
        return next(found, None)

    def revisions_of(self, result: Result) -> Sequence[Result]:
        """Return all revisions of a result, including this one, oldest first."""
        return [r for r in self.results if r.assessment.slug == result.assessment.slug]

    def beside(self, result: Result) -> Sequence[Result]:
        """Return all results of its quarter, including this one; extra checks last."""
        quarter = result.assessment.quarter_starts_on
        return [r for r in self.results if r.assessment.quarter_starts_on == quarter]

    def before(self, result: Result) -> Result | None:
        """Return the result to compare with; for an extra check that of its own quarter."""
        return next(reversed(self._earlier(result)), None)

    def person_behind(self, result: Result) -> str:
        """Return a name that tells apart who answered, as far as that is known."""
        checks = [
            SentCheck(str(r.assessment.submitted_by_id), r.assessment.answerer)
            for r in (*self._earlier(result), result)
        ]
        return people_behind(checks)[-1]

    def _earlier(self, result: Result) -> list[Result]:
        own = result.assessment
        return [
            r
            for r in self.quarters
            if r.assessment.quarter < own.quarter
            or (own.extra and r.assessment.quarter == own.quarter)
        ]


def history_of(business: Business) -> History:
    """Return all results of a business; one query."""
    return _told_apart(_results(business))


def results_of(business: Business) -> list[Result]:
    """Return the newest revision of each quarter's result, oldest first; one query."""
    return list(_told_apart(_results(business).filter(assessment__extra=0)).quarters)


def _results(business: Business) -> QuerySet[Result]:
    # The source of a model version is a long text that `maturity` needs only once per process.
    return (
        Result.objects.filter(assessment__business=business)
        .annotate(first_sent_at=_first_sent())
        .select_related("assessment__model_version", "assessment__submitted_by")
        .defer("assessment__model_version__source")
        .order_by("assessment__quarter_starts_on", "assessment__extra", "assessment__revision")
    )


def _told_apart(results: Iterable[Result]) -> History:
    """Note on each result who answered, which depends on the results before it."""
    history = History(list(results))
    for result in history.results:
        result.sender = history.person_behind(result)
    return history


def _first_sent() -> Subquery:
    """Return when the check of a result was first sent: a correction doesn't delay the next one."""
    of_same = Assessment.objects.submitted().filter(
        business=OuterRef("assessment__business"),
        quarter_starts_on=OuterRef("assessment__quarter_starts_on"),
        extra=OuterRef("assessment__extra"),
    )
    return Subquery(of_same.order_by("revision").values("submitted_at")[:1])


def _newest(results: Iterable[Result]) -> list[Result]:
    # A dict keeps the last value of a key, and the newest revision comes last.
    return list({result.assessment.quarter_starts_on: result for result in results}.values())


def quarter_named(results: Iterable[Result], words: str) -> Quarter | None:
    """Return the quarter that a slug such as 2026-q4 names, or None if it has no result.

    The slug does not say which month the quarter starts in, so it is looked up in the results.
    """
    quarters = (result.assessment.quarter for result in results)
    return next((quarter for quarter in quarters if quarter.slug == words.lower()), None)


def results_until(business: Business, quarter: Quarter) -> list[Result]:
    """Return the results up to a quarter, oldest first; empty if that quarter has none."""
    results = [r for r in results_of(business) if r.assessment.quarter <= quarter]
    return results if results and results[-1].assessment.quarter == quarter else []


def latest_result(business: Business) -> Result | None:
    """Return the newest revision of the latest quarter's result, or None; one query."""
    return next(reversed(results_of(business)), None)


def submission_of(result: Result, business: Business) -> Submission:
    """Return the check as submitted; no query if the model version is already loaded."""
    assessment = result.assessment
    # The business is given, because the assessment may not have loaded its own.
    model = assessment.model_version.fitted_to(business.circumstances)
    coming = assessment.quarter.following(business.first_month)
    return Submission(
        business=business.name,
        quarter=assessment.quarter,
        model=model,
        sheet=read_sheet(model, result.sheet),
        checked_on=business.day(result.frozen_at),
        checked_by=str(assessment.submitted_by),
        currency=business.currency,
        next_due_on=coming.check_due_on(sent_on(result, business)),
        country=business.holidays_of,
        sender=result.sender or str(assessment.submitted_by_id),
    )


def sent_on(result: Result, business: Business) -> date:
    """Return the day on which a check was first sent, before any corrections."""
    return business.day(getattr(result, "first_sent_at", None) or result.frozen_at)


def suggested_wish(submission: Submission, business: Business) -> PlanWish:
    """Return the usual hours and money, less what it takes to find out first."""
    areas = areas_to_find_out(submission.model, submission.sheet)
    return usual_wish(submission.model, business).finding_out(submission.model, areas)


def usual_wish(model: MaturityModel, business: Business) -> PlanWish:
    """Return the hours and money given at set-up, or what is usual for a team of its size."""
    figures, team = model.planning, business.team_size
    return PlanWish(
        hours=figures.hours_for(team) if business.hours is None else business.hours,
        money=figures.money_for(team) if business.money is None else business.money,
        max_actions=figures.max_actions,
        # If team size plays no part, the wish stays the same when people join or leave.
        team=team if figures.people else "",
        not_suitable=model.not_suitable,
    )
