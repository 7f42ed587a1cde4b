"""The survey of a business: its link, what it asks, and who a token leads to."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.foundation.links.tokens import hash_of
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version
from assessment.voices.surveys.models import Survey, SurveyLink
from assessment.voices.surveys.tokens import plain_token


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyBehind:
    """What a token leads to: the survey, and the business as the maker of its link sees it."""

    survey: Survey
    business: Business


def survey_of(business: Business) -> Survey | None:
    """Return the survey of a business, or None if it has never asked its customers; one query."""
    return Survey.objects.filter(business=business.pk).first()


def link_of(survey: Survey) -> SurveyLink | None:
    """Return the newest link that is open, or None if it closed with its maker's access; one query.

    The survey itself may be resting.
    """
    return survey.links.open().order_by("-made_at", "-pk").first()


def texts_for(business: Business) -> CustomerSurvey | None:
    """Return what customers are asked; None if the site's questions don't ask them; one query."""
    return newest_version().fitted_to(business.circumstances).customer_survey


def survey_behind(token: str, at: datetime) -> SurveyBehind | None:
    """Return what a token leads to, or None if it was renewed, closed or never existed.

    Up to three queries. The survey itself may be resting.
    """
    links = SurveyLink.objects.usable(at).select_related("made_by", "survey")
    link = links.filter(token_hash=hash_of(plain_token(token))).first()
    if link is None:
        return None
    # An empty form shows no answer, so posters keep working while their maker answers apart.
    business = business_open_to(
        link.made_by, link.survey.business_id, link.authority.needs, while_apart=True
    )
    return SurveyBehind(survey=link.survey, business=business) if business else None
