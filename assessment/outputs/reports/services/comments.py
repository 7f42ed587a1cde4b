"""Save a consultant's comments on a result."""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import (
    Subject,
    comments_on,
    comments_within,
    mark,
    marks_of,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)


class CommentsChanged(Exception):
    """Someone else changed the same comments in the meantime; nothing was saved.

    `clashes` contains the subjects that both of them changed.
    """

    def __init__(self, clashes: frozenset[Subject]) -> None:
        super().__init__(clashes)
        self.clashes = clashes


@transaction.atomic
def save_comments(
    *,
    result: Result,
    consultancy: Consultancy,
    texts: Mapping[Subject, str],
    seen: Mapping[Subject, str],
    by: User,
    at: datetime,
) -> int:
    """Save the comments that the writer changed, and return how many there were.

    An empty text deletes its comment. The comments of other consultancies are neither read nor
    changed. `seen` contains the marks of the comments that the writer's page showed: subjects
    that the writer left alone keep whatever has been saved since.

    Raises:
        CommentsChanged: someone else changed a subject that the writer changed too.
    """
    # Lock the business, so that the second of two simultaneous saves sees the first one's texts
    # and reports the clash.
    Business.objects.select_for_update().get(pk=result.assessment.business_id)
    before = comments_on(result, consultancy)
    changed = changes(texts, seen, before)
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
                written_by=by,
                written_at=at,
            )
    log.info("comments saved: result=%s by=%s count=%s", result.pk, by.pk, len(changed))
    return len(changed)


def changes(
    texts: Mapping[Subject, str], seen: Mapping[Subject, str], before: Mapping[Subject, Comment]
) -> dict[Subject, str]:
    """Return the texts to save: those that the writer changed and that differ from the database.

    Raises:
        CommentsChanged: someone else changed a subject that the writer changed too.
    """
    now = marks_of(before)
    touched = {s: text for s, text in texts.items() if mark(text) != seen.get(s, "")}
    changed = {s: text for s, text in touched.items() if mark(text) != now.get(s, "")}
    clashes = frozenset(s for s in changed if now.get(s, "") != seen.get(s, ""))
    if clashes:
        raise CommentsChanged(clashes)
    return changed
