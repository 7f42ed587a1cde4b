"""The words that customers wrote, the unkind ones first."""

from django.db.models import QuerySet

from assessment.domain.quarters import Quarter
from assessment.voices.surveys.models import Survey, SurveyAnswer


def words_in(survey: Survey, quarter: Quarter, *, hidden: bool = False) -> QuerySet[SurveyAnswer]:
    """Return the answers of a quarter with words, the lowest numbers first, then the newest.

    Hidden ones are left out unless somebody who may see them asks.
    """
    found = survey.answers.counted().with_words().within(quarter.starts_on, quarter.ends_on)
    if not hidden:
        found = found.filter(hidden_at=None)
    return found.order_by("recommend", "-answered_on", "-pk")


def set_aside_in(survey: Survey) -> QuerySet[SurveyAnswer]:
    """Return the answers that wait for the owner to look at them, newest first."""
    return survey.answers.filter(set_aside=True).order_by("-answered_on", "-pk")


def answer_of(survey: Survey | None, key: str | int) -> SurveyAnswer | None:
    """Return an answer of this survey; None if another survey has it, or none."""
    if survey is None or not str(key).isdecimal():
        return None
    return survey.answers.filter(pk=key).first()
