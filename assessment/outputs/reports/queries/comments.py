"""What consultants wrote about a result."""

from collections.abc import Mapping
from hashlib import sha256

from django.db.models import Q, QuerySet

from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment
from assessment.parties.consultancies.models import Consultancy

Subject = tuple[str, bool]
"""What a remark is about (empty for the whole), and whether it is private."""
MARK_LENGTH = 12


def remarks_around(result: Result) -> QuerySet[Comment]:
    """Those on any version of a result: an answer put right later takes no remark away."""
    assessment = result.assessment
    found = Comment.objects.filter(
        result__assessment__business=assessment.business_id,
        result__assessment__quarter_starts_on=assessment.quarter_starts_on,
        result__assessment__extra=assessment.extra,
        result__assessment__revision__lte=assessment.revision,
    )
    return found.order_by("result__assessment__revision")


def remarks_within(result: Result, consultancy: Consultancy | None) -> QuerySet[Comment]:
    """A consulting practice's own, and what was taken along from another site."""
    return remarks_around(result).filter(Q(consultancy=consultancy) | Q(consultancy=None))


def remarks_on(result: Result, consultancy: Consultancy) -> Mapping[Subject, Comment]:
    """What a practice reads and changes, the private ones too; for its consultants alone."""
    return {
        (remark.about, remark.private): remark for remark in remarks_within(result, consultancy)
    }


def remarks_for_client(result: Result, consultancy: Consultancy | None) -> Mapping[str, str]:
    """What a report under this practice's name says, by what it is about; one query.

    Never a private one, and never another practice's: nobody signs what others wrote.
    """
    remarks = remarks_within(result, consultancy).filter(private=False)
    return {remark.about: remark.text for remark in remarks}


def consultancy_that_remarked(result: Result) -> Consultancy | None:
    """Who wrote for the client; of several, who did so last. One query."""
    remarks = remarks_around(result).filter(private=False, consultancy__isnull=False)
    last = remarks.select_related("consultancy__brand").order_by("-written_at", "-pk").first()
    return last.consultancy if last else None


def mark(text: str) -> str:
    """A word that is another one for another text; empty for none."""
    return sha256(text.encode()).hexdigest()[:MARK_LENGTH] if text else ""


def marks_of(remarks: Mapping[Subject, Comment]) -> dict[Subject, str]:
    """What somebody saw who saw these; what was not written about is not in it."""
    return {subject: mark(remark.text) for subject, remark in remarks.items()}
