"""What other rooms are told about the survey: frozen values without anybody's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.quarters import Quarter
from assessment.domain.voices.loyalty import Recommendations, ScoreChange
from assessment.domain.voices.mirrors import MirrorScore
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.queries.quarters import areas_heard, heard_in, quarters_heard
from assessment.voices.surveys.queries.surveys import survey_of, texts_for


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyForHub:
    """The survey as the hub shows it; consultants may see all of it.

    Attributes:
        can_ask: Whether the site's questions ask customers at all.
        is_asking: Whether customers can answer just now.
        quarter: The quarter that runs.
        now: What was answered in it; its score is None under five answers.
        before: The newest earlier quarter with any answer, or None.
        recommendations_before: What was answered then.
        set_aside: How many answers wait for the owner to look at them.
    """

    can_ask: bool
    is_asking: bool
    quarter: Quarter
    now: Recommendations
    before: Quarter | None
    recommendations_before: Recommendations | None
    set_aside: int

    @property
    def change(self) -> ScoreChange | None:
        """The change since the earlier quarter; None if either has fewer than five answers."""
        if self.recommendations_before is None:
            return None
        return self.now.change_since(self.recommendations_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersView:
    """What customers said in a quarter; `areas` is by the key of the dimension.

    Without a survey, or if its sentences are not asked, no area has an answer.
    """

    quarter: Quarter
    recommendations: Recommendations
    areas: Mapping[str, MirrorScore]


def survey_for_hub(business: Business, at: datetime) -> SurveyForHub:
    """Return the survey as the hub shows it; up to four queries."""
    survey = survey_of(business)
    heard = quarters_heard(survey, business)
    quarter = Quarter.containing(business.day(at), business.first_month)
    before = next((one for one in heard if one.quarter < quarter), None)
    return SurveyForHub(
        can_ask=texts_for(business) is not None,
        is_asking=survey is not None and survey.is_open,
        quarter=quarter,
        now=heard_in(heard, quarter).recommendations,
        before=before.quarter if before else None,
        recommendations_before=before.recommendations if before else None,
        set_aside=survey.answers.filter(set_aside=True).count() if survey else 0,
    )


def customers_view(business: Business, quarter: Quarter) -> CustomersView:
    """Return what customers said in a quarter; up to four queries."""
    survey, texts = survey_of(business), texts_for(business)
    return CustomersView(
        quarter=quarter,
        recommendations=heard_in(quarters_heard(survey, business), quarter).recommendations,
        areas=areas_heard(survey, quarter, texts) if survey and texts else {},
    )
