"""What a consultant writes about a result."""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessment.accounts.models import User
from assessment.organisations.models import Business, ConsultingPractice
from assessment.reporting.models import Comment
from assessment.reporting.queries.remarks import Subject, mark_of, remarks_on, remarks_within
from assessment.scoring.models import Result

log = logging.getLogger(__name__)


class RemarksChanged(Exception):
    """Somebody else saved remarks on this result meanwhile; nothing was changed."""


@transaction.atomic
def save_remarks(
    *,
    result: Result,
    practice: ConsultingPractice,
    texts: Mapping[Subject, str],
    seen: str,
    by: User,
    at: datetime,
) -> int:
    """Keep what differs from before; an empty text takes its remark away. Says how many.

    What other practices keep to themselves is neither seen nor touched. `seen` is the mark of the
    remarks that the writer had before them.

    Raises:
        RemarksChanged: they are others by now.
    """
    # One after the other, so that of two who save at once the second is told.
    Business.objects.select_for_update().get(pk=result.assessment.business_id)
    before = remarks_on(result, practice)
    if mark_of(before) != seen:
        raise RemarksChanged
    then = {subject: remark.text for subject, remark in before.items()}
    changed = {s: text for s, text in texts.items() if text != then.get(s, "")}
    for (about, private), text in changed.items():
        remarks_within(result, practice).filter(about=about, private=private).delete()
        if text:
            Comment.objects.create(
                result=result,
                about=about,
                private=private,
                practice=practice,
                text=text,
                written_by=by,
                written_at=at,
            )
    log.info("remarks saved: result=%s by=%s count=%s", result.pk, by.pk, len(changed))
    return len(changed)
