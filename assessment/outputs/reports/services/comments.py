"""Save a consultant's comments on a result."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.parsing.edits import Edit
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import SUMMARY, Subject, comments_on, comments_within
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)


@transaction.atomic
def save_comments(
    *,
    result: Result,
    consultancy: Consultancy,
    edit: Edit[Subject],
    by: User,
    at: datetime,
) -> int:
    """Save the comments that the writer changed, and return how many there were.

    An empty text deletes its comment. The comments of other consultancies are neither read nor
    changed.

    Raises:
        EditedMeanwhile: someone else changed a subject that the writer changed too.
    """
    # Lock the business, so that the second of two simultaneous saves sees the first one's texts
    # and reports the clash.
    Business.objects.select_for_update().get(pk=result.assessment.business_id)
    before = comments_on(result, consultancy)
    changed = edit.changes({subject: comment.text for subject, comment in before.items()})
    for (about, private), text in changed.items():
        # Deleting also removes an imported comment without a consultancy, which the writer has seen
        # in the same field and now replaces.
        comments_within(result, consultancy).filter(about=about, private=private).delete()
        if text:
            Comment.objects.create(
                result=result,
                about=about,
                private=private,
                consultancy=consultancy,
                text=text,
                # Sentences that are still in a summary keep the numbers they were made from.
                sources=before[about, private].sources if (about, private) in before else [],
                written_by=by,
                written_at=at,
            )
    log.info("comments saved: result=%s by=%s count=%s", result.pk, by.pk, len(changed))
    return len(changed)


@transaction.atomic
def save_summary(
    *,
    result: Result,
    consultancy: Consultancy,
    edit: Edit[str],
    sources: Sequence[Mapping[str, str]],
    by: User,
    at: datetime,
) -> bool:
    """Save the summary of a result, which is its comment for the client on the whole.

    Args:
        edit: the text, under the name `text`.
        sources: what each drafted sentence of it says, the key of its numbers, and the sentence
            that was drafted from them.

    Returns:
        Whether anything was changed.

    Raises:
        EditedMeanwhile: someone else changed the summary since the page was opened.
    """
    Business.objects.select_for_update().get(pk=result.assessment.business_id)
    before = comments_on(result, consultancy).get(SUMMARY)
    changed = edit.changes({"text": before.text if before else ""})
    text = changed.get("text", before.text if before else "")
    if not changed and (before is None or before.sources == sources):
        return False
    comments_within(result, consultancy).filter(about="", private=False).delete()
    if text:
        Comment.objects.create(
            result=result,
            consultancy=consultancy,
            text=text,
            sources=list(sources),
            written_by=by,
            written_at=at,
        )
    business = result.assessment.business
    record(Event.SUMMARISED, by=by, at=at, business=business)
    log.info("summary saved: result=%s by=%s", result.pk, by.pk)
    return True
