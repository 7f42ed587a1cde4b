"""What other rooms are told about the survey: frozen values without anybody's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.quarters import Quarter
from assessment.domain.voices.loyalty import Recommendations, ScoreChange
from assessment.domain.voices.mirrors import MirrorScore, mirror_scores
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import Survey, SurveyAnswer
from assessment.voices.surveys.queries.quarters import heard_in, quarters_heard


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


def survey_for_hub(business: Business, at: datetime, texts: CustomerSurvey | None) -> SurveyForHub:
    """Return the survey as the hub shows it; two queries.

    `texts` are those of the questions in use, or None if these don't ask customers.
    """
    waiting = Count("answers", filter=Q(answers__set_aside=True))
    survey = Survey.objects.filter(business=business).annotate(waiting=waiting).first()
    heard = quarters_heard(survey, business)
    quarter = Quarter.containing(business.day(at), business.first_month)
    before = next((one for one in heard if one.quarter < quarter), None)
    return SurveyForHub(
        can_ask=texts is not None,
        is_asking=survey is not None and survey.is_open,
        quarter=quarter,
        now=heard_in(heard, quarter).recommendations,
        before=before.quarter if before else None,
        recommendations_before=before.recommendations if before else None,
        set_aside=survey.waiting if survey else 0,
    )


def customers_view(
    business: Business, quarter: Quarter, texts: CustomerSurvey | None
) -> CustomersView:
    """Return what customers said in a quarter, with the areas of these texts; one query."""
    answers = SurveyAnswer.objects.filter(survey__business=business).counted()
    found = answers.within(quarter.starts_on, quarter.ends_on).values_list("recommend", "sentences")
    rows = list(found)
    said = [sentences for _recommend, sentences in rows if sentences]
    return CustomersView(
        quarter=quarter,
        recommendations=Recommendations.count([recommend for recommend, _sentences in rows]),
        areas=mirror_scores(texts, said) if texts and said else {},
    )
