"""What team and customers said about the areas of one check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.queries import PulseStory, TeamView, story_of, team_view
from assessment.voices.surveys.queries.shared_values import CustomersView, customers_view

A_YEAR = timedelta(days=365)
"""A pulse that closed longer before the quarter is too old to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherViews:
    """The views beside the owner's; None for those who have not been asked, or not answered."""

    team: TeamView | None
    customers: CustomersView | None

    @property
    def heard(self) -> bool:
        """Whether anybody but the owner has answered."""
        return self.team is not None or self.customers is not None

    @property
    def team_areas(self) -> Mapping[str, Fraction | None]:
        return self.team.scores if self.team else {}

    @property
    def customers_areas(self) -> Mapping[str, Fraction | None]:
        areas = self.customers.areas if self.customers else {}
        return {key: heard.score for key, heard in areas.items()}


def other_views(
    business: Business, quarter: Quarter, questions: MaturityModel, story: PulseStory
) -> OtherViews:
    """Return what others said in a quarter, or last before it ended; one query.

    Customers count in the quarter in which they answered. A pulse counts for a year.

    Args:
        questions: Those of the check that the views are set beside.
        story: All rounds of the pulse of this business.
    """
    team = team_view(story, until=quarter.ends_on)
    if team and team.closed_on < quarter.starts_on - A_YEAR:
        team = None
    customers = customers_view(business, quarter, questions.customer_survey)
    heard = customers.recommendations.answers > 0
    return OtherViews(team=team, customers=customers if heard else None)


def views_beside(submission: Submission, business: Business) -> OtherViews:
    """Return what others say beside a check; two queries."""
    return other_views(business, submission.quarter, submission.model, story_of(business))
