"""What the clients of a consulting practice score, for those who let it count."""

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

A_YEAR = timedelta(days=365)
"""Older checks tell little of today."""


def outcomes_beside(result: Result, consultancy: Consultancy) -> list[dict[str, Any]]:
    """What the other clients' last checks came to, up to the quarter of this one; one query.

    Only of those whose owners let them count, only of the year before, and only where the same
    questions were scored by the same rule.
    """
    check = result.assessment
    last = Result.objects.filter(
        assessment__business=OuterRef("pk"),
        assessment__extra=0,
        assessment__quarter_starts_on__lte=check.quarter_starts_on,
        assessment__quarter_starts_on__gt=check.quarter_starts_on - A_YEAR,
    ).order_by("-assessment__quarter_starts_on", "-assessment__revision")
    clients = Business.objects.filter(
        engagements__consultancy=consultancy, engagements__ended_at=None, engagements__counts=True
    ).exclude(pk=check.business_id)
    results = Result.objects.filter(
        pk__in=Subquery(clients.annotate(last=Subquery(last.values("pk")[:1])).values("last")),
        rule=result.rule,
        assessment__model_version=check.model_version_id,
    )
    return list(results.order_by("pk").values_list("outcome", flat=True))
