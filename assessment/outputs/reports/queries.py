"""What consultants wrote about a result, and what their other clients score."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment, ReportRun
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

Subject = tuple[str, bool]
"""What a comment is about (empty for the whole), and whether it is private."""
MARK_LENGTH = 12
A_YEAR = timedelta(days=365)
"""Older checks tell little of today."""
RUNS_SHOWN = 20


# ---- comments


def comments_around(result: Result) -> QuerySet[Comment]:
    """Those on any version of a result: an answer put right later takes no comment away."""
    assessment = result.assessment
    found = Comment.objects.filter(
        result__assessment__business=assessment.business_id,
        result__assessment__quarter_starts_on=assessment.quarter_starts_on,
        result__assessment__extra=assessment.extra,
        result__assessment__revision__lte=assessment.revision,
    )
    return found.order_by("result__assessment__revision")


def comments_within(result: Result, consultancy: Consultancy | None) -> QuerySet[Comment]:
    """A consulting practice's own, and what was taken along from another site."""
    return comments_around(result).filter(Q(consultancy=consultancy) | Q(consultancy=None))


def comments_on(result: Result, consultancy: Consultancy) -> Mapping[Subject, Comment]:
    """What a practice reads and changes, the private ones too; for its consultants alone."""
    return {
        (comment.about, comment.private): comment
        for comment in comments_within(result, consultancy)
    }


def comments_for_client(result: Result, consultancy: Consultancy | None) -> Mapping[str, str]:
    """What a report under this practice's name says, by what it is about; one query.

    Never a private one, and never another practice's: nobody signs what others wrote.
    """
    comments = comments_within(result, consultancy).filter(private=False)
    return {comment.about: comment.text for comment in comments}


def consultancy_that_commented(result: Result) -> Consultancy | None:
    """Who wrote for the client; of several, who did so last. One query."""
    comments = comments_around(result).filter(private=False, consultancy__isnull=False)
    last = comments.select_related("consultancy__brand").order_by("-written_at", "-pk").first()
    return last.consultancy if last else None


def mark(text: str) -> str:
    """A word that is another one for another text; empty for none."""
    return sha256(text.encode()).hexdigest()[:MARK_LENGTH] if text else ""


def marks_of(comments: Mapping[Subject, Comment]) -> dict[Subject, str]:
    """What somebody saw who saw these; what was not written about is not in it."""
    return {subject: mark(comment.text) for subject, comment in comments.items()}


# ---- other clients


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


# ---- reports that were asked for


def latest_runs(business: Business, consultancy: Consultancy | None) -> list[ReportRun]:
    """The last reports that were asked for, newest first; one query.

    Those that another practice than the reader's made under its own name are not among them.
    """
    open_ones = business.report_runs.open_to(consultancy).select_related("asked_by")
    return list(open_ones.order_by("-asked_at", "-pk")[:RUNS_SHOWN])
