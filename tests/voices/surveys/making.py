"""Surveys and answers for tests."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from assessment.voices.surveys.models import Survey, SurveyAnswer
from assessment.voices.surveys.services import open_survey
from tests.factories import NOON, make_model_version, make_other_version

TODAY = NOON.date()
AUTUMN, SUMMER, SPRING = date(2026, 10, 5), date(2026, 7, 6), date(2026, 4, 6)
WORKED = {
    AUTUMN: (*[10] * 10, *[9] * 9, *[8] * 5, *[7] * 3, 6, 5, 2),
    SUMMER: (*[10] * 7, *[9] * 8, *[8] * 5, *[7] * 4, *[6] * 3, 5, 4, 2),
    SPRING: (*[10] * 3, *[9] * 4, *[8] * 5, *[7] * 3, *[6] * 3, 5, 4, 3),
}
"""Three quarters: +53 now, +30 before (not clear), and +5 before that (clear)."""


def make_survey(business: Business, by: User) -> Survey:
    """Open a survey, as an owner or editor does."""
    make_model_version()
    return open_survey(business=business, by=by, at=NOON)


def token_of(survey: Survey) -> str:
    return survey.links.open().get().token


def page_of(survey: Survey) -> str:
    return f"/c/{token_of(survey)}/"


def add_answers(
    survey: Survey, numbers: Iterable[int], on: date = AUTUMN, **fields: Any
) -> list[SurveyAnswer]:
    """Add an answer for each number, all on one day."""
    return SurveyAnswer.objects.bulk_create(
        SurveyAnswer(survey=survey, answered_on=on, recommend=number, **fields)
        for number in numbers
    )


def add_worked(survey: Survey) -> None:
    """Add the three quarters of the worked example."""
    for on, numbers in WORKED.items():
        add_answers(survey, numbers, on)


def answer(client: Client, survey: Survey, **fields: Any) -> Any:
    """Send an answer as a browser would; a number is all that it needs."""
    return client.post(page_of(survey), {"recommend": 9, **fields})


def numbers_of(survey: Survey) -> list[int]:
    """Return the numbers that count, sorted."""
    return sorted(survey.answers.counted().values_list("recommend", flat=True))


def without_customers() -> None:
    """Publish questions that ask no customers, as those of a site may be."""
    version = make_other_version("title = ", "title = ")
    before, _, _ = version.source.partition("[customer_survey]")
    ModelVersion.objects.filter(pk=version.pk).update(source=before, content_hash="without")
