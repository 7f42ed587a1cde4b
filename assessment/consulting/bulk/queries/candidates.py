"""For which of the chosen clients something can be made, and what is missing for the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.domain.quarters import Quarter
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import SUMMARY
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A chosen client; `quarter` is that of its latest check, and None before the first one."""

    business: Business
    quarter: Quarter | None
    is_summarised: bool

    def left_out(self, *, only_summarised: bool) -> str:
        """Return why nothing is made for it; empty if something is."""
        if self.quarter is None:
            return "no_result"
        return "" if self.is_summarised or not only_summarised else "no_summary"

    def is_current(self, today: date) -> bool:
        """Whether its latest check is about the quarter that is running."""
        return self.quarter is not None and self.quarter.ends_on >= today


def candidates(consultancy: Consultancy, businesses: Sequence[Business]) -> list[Candidate]:
    """Say of each of these clients what is known about it, in the same order; two queries."""
    quarters = latest_quarters(businesses)
    summarised = summarised_clients(consultancy, quarters)
    return [
        Candidate(
            business=business,
            quarter=quarters.get(business.pk),
            is_summarised=business.pk in summarised,
        )
        for business in businesses
    ]


def latest_quarters(businesses: Sequence[Business]) -> Mapping[int, Quarter]:
    results = Result.objects.filter(assessment__business__in=businesses, assessment__extra=0)
    rows = results.order_by("assessment__quarter_starts_on").values_list(
        "assessment__business", "assessment__quarter_starts_on"
    )
    # A dict keeps the last value of a key, and the newest quarter comes last.
    return {business: Quarter(starts_on) for business, starts_on in rows}


def summarised_clients(consultancy: Consultancy, quarters: Mapping[int, Quarter]) -> set[int]:
    """Return the clients whose latest check has a summary by this practice."""
    about, private = SUMMARY
    written = Comment.objects.filter(
        result__assessment__business__in=quarters,
        result__assessment__extra=0,
        about=about,
        private=private,
        consultancy=consultancy,
    )
    rows = written.values_list(
        "result__assessment__business", "result__assessment__quarter_starts_on"
    )
    return {key for key, starts_on in rows if quarters[key] == Quarter(starts_on)}
