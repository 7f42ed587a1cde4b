"""What consultants wrote about a result, and in whose name."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from assessment.accounts.models import User
from assessment.organisations.models import Brand, Business, ConsultingPractice, Mandate
from assessment.reporting.models import Comment
from assessment.scoring.models import Result

Subject = tuple[str, bool]
"""What a remark is about (empty for the whole), and whether it is private."""


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


def remarks_for_client(result: Result) -> Mapping[str, str]:
    """What a report may show, by what it is about: never a private one; one query."""
    remarks = remarks_around(result).filter(private=False)
    return {remark.about: remark.text for remark in remarks}


def remarks_within(result: Result, practice: ConsultingPractice) -> QuerySet[Comment]:
    """What a consulting practice reads and changes: never what another one keeps to itself."""
    return remarks_around(result).filter(Q(private=False) | Q(practice=practice))


def remarks_on(result: Result, practice: ConsultingPractice) -> Mapping[Subject, Comment]:
    """Those for the client, and the private ones of this practice; for its consultants alone."""
    return {(remark.about, remark.private): remark for remark in remarks_within(result, practice)}


def mark_of(remarks: Mapping[Subject, Comment]) -> str:
    """A word that is another one as soon as a remark is."""
    written = [remark.written_at for remark in remarks.values()]
    return f"{len(written)}-{max(written).isoformat()}" if written else ""


def practice_under_mandate(business: Business, user: User) -> ConsultingPractice | None:
    """The practice that somebody works in for a business; of several, the one let in first."""
    mandates = Mandate.objects.running().filter(business=business, practice__members__user=user)
    mandate = mandates.select_related("practice__brand").order_by("given_at", "pk").first()
    return mandate.practice if mandate else None


def brand_of(practice: ConsultingPractice) -> Brand:
    """How its reports look; an empty brand before it said so."""
    return practice.brand if hasattr(practice, "brand") else Brand(practice=practice)
