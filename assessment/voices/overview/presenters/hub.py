"""The page of all voices: who has been heard, and who can be asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.voices.overview.charts import ScoreBand, score_band
from assessment.voices.overview.presenters.side_by_side import ComparedViews
from assessment.voices.pulse.queries import PulseCard
from assessment.voices.second_opinions.queries.hub import OpinionCard
from assessment.voices.surveys.queries.shared_values import SurveyForHub
from assessment.voices.surveys.wording import results


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesPage:
    """Where each way of asking stands, with the views of the newest check beside each other.

    `views` is None before the first check. `asks` says whether the reader may ask people.
    """

    team: PulseCard
    customers: SurveyForHub
    second: OpinionCard
    views: ComparedViews | None
    asks: bool

    @property
    def heard(self) -> bool:
        """Whether anybody but the owner has been heard."""
        return bool(self.team.last) or self.customers_heard

    @property
    def customers_heard(self) -> bool:
        return bool(self.customers.now.answers or self.customers.before)

    @property
    def title(self) -> str:
        if self.views and self.views.shown:
            return self.views.verdict
        return _("What others say") if self.heard else _("So far, only you have been asked")

    @property
    def lead(self) -> str:
        if self.heard:
            return _("What others say about the business, and how to ask again.")
        return _(
            "Owners tend to see their business a little brighter than others do. Ask around: it is "
            "cheap, and often a pleasant surprise."
        )

    @property
    def has_team_lines(self) -> bool:
        """Whether the views of the team come from the round on its card.

        A round that closed after the quarter of the newest check has no check beside it yet.
        """
        last = self.team.last
        return bool(last and self.views and self.views.team_closed_on == last.closed_on)

    @property
    def customers_said(self) -> str:
        return results.heading(self.customers.now)

    @property
    def customers_line(self) -> str:
        return results.lead(self.customers.now)

    @property
    def band(self) -> ScoreBand | None:
        return score_band(self.customers.now)

    @property
    def change_line(self) -> str:
        then, quarter = self.customers.recommendations_before, self.customers.before
        return results.change(self.customers.now, then, quarter) if then and quarter else ""
