"""Comments on a result, the results of a consultant's other clients, and past report runs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment, ReportRun
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

Subject = tuple[str, bool]
"""What a comment is about (empty if it is about everything), and whether it is private."""
SUMMARY: Subject = ("", False)
"""The comment that the consultant edition prints as its summary."""
A_YEAR = timedelta(days=365)
"""Older checks say little about how a business is doing now."""
RUNS_SHOWN = 20


# ---- comments


def comments_around(result: Result) -> QuerySet[Comment]:
    """Return the comments on this revision of a result and on those it corrects, oldest first."""
    assessment = result.assessment
    found = Comment.objects.filter(
        result__assessment__business=assessment.business_id,
        result__assessment__quarter_starts_on=assessment.quarter_starts_on,
        result__assessment__extra=assessment.extra,
        result__assessment__revision__lte=assessment.revision,
    )
    return found.order_by("result__assessment__revision")


def comments_within(result: Result, consultancy: Consultancy | None) -> QuerySet[Comment]:
    """Return a consultancy's own comments, and those imported from another site."""
    return comments_around(result).filter(Q(consultancy=consultancy) | Q(consultancy=None))


def comments_on(result: Result, consultancy: Consultancy) -> Mapping[Subject, Comment]:
    """Return the comments that a consultancy can edit, private ones included, by subject.

    Only its own consultants can ever see them.
    """
    return {
        (comment.about, comment.private): comment
        for comment in comments_within(result, consultancy)
    }


def comments_for_client(result: Result, consultancy: Consultancy | None) -> Mapping[str, str]:
    """Return the comments for a report under this consultancy's name, by subject; one query.

    Private comments are left out, and so are those of another consultancy: a firm must not
    appear to sign what others wrote.
    """
    comments = comments_within(result, consultancy).filter(private=False)
    return {comment.about: comment.text for comment in comments}


def consultancy_that_commented(result: Result) -> Consultancy | None:
    """Return the consultancy that most recently commented for the client, if any; one query."""
    comments = comments_around(result).filter(private=False, consultancy__isnull=False)
    last = comments.select_related("consultancy__brand").order_by("-written_at", "-pk").first()
    return last.consultancy if last else None


# ---- other clients


def outcomes_beside(result: Result, consultancy: Consultancy) -> list[dict[str, Any]]:
    """Return the outcomes of the other clients' latest checks, up to this quarter; one query.

    It includes only clients whose owners agreed, and only checks of the past year. The questions
    and the scoring rule must be the same, because other scores would not be comparable.
    """
    assessment = result.assessment
    # Extra checks between quarters do not count, and of several revisions the latest does.
    last = Result.objects.filter(
        assessment__business=OuterRef("pk"),
        assessment__extra=0,
        assessment__quarter_starts_on__lte=assessment.quarter_starts_on,
        assessment__quarter_starts_on__gt=assessment.quarter_starts_on - A_YEAR,
    ).order_by("-assessment__quarter_starts_on", "-assessment__revision")
    clients = Business.objects.filter(
        engagements__consultancy=consultancy, engagements__ended_at=None, engagements__counts=True
    ).exclude(pk=assessment.business_id)
    # First each client's latest result, then the filter: a client whose latest result cannot be
    # compared must not be represented by an older one.
    results = Result.objects.filter(
        pk__in=Subquery(clients.annotate(last=Subquery(last.values("pk")[:1])).values("last")),
        rule=result.rule,
        assessment__model_version=assessment.model_version_id,
    )
    return list(results.order_by("pk").values_list("outcome", flat=True))


# ---- requested reports


def latest_runs(business: Business, consultancy: Consultancy | None) -> list[ReportRun]:
    """Return the most recent reports, newest first; one query.

    Reports that another consultancy made under its own brand are left out.
    """
    open_ones = business.report_runs.open_to(consultancy).select_related("asked_by")
    return list(open_ones.order_by("-asked_at", "-pk")[:RUNS_SHOWN])
