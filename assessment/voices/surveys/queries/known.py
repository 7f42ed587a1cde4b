"""Answers that were brought in before, so that the same file adds none twice."""

from collections import Counter
from datetime import date

from django.db.models import Count

from assessment.voices.surveys.models import SurveyAnswer


def brought_in_before(survey: int) -> Counter[tuple[date, int, str]]:
    """Count the answers from files by day, number and reason; one query."""
    rows = (
        SurveyAnswer.objects.filter(survey=survey, is_imported=True)
        .values_list("answered_on", "recommend", "why")
        .annotate(times=Count("pk"))
        .order_by()
    )
    return Counter({(day, number, why): times for day, number, why, times in rows})
