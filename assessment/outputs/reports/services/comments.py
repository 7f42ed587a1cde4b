"""What a consultant writes about a result."""

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
    """Somebody saved other texts about the same meanwhile; nothing was changed.

    `clashes` are what both wrote about.
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
    """Keep what the writer changed; an empty text takes its comment away. Says how many.

    What other practices wrote is neither seen nor touched. `seen` are the marks of the comments
    that the writer had before them: what was not changed since then stays as it is by now.

    Raises:
        CommentsChanged: something that the writer changed is not what it was.
    """
    # One after the other, so that of two who save at once the second is told.
    Business.objects.select_for_update().get(pk=result.assessment.business_id)
    before = comments_on(result, consultancy)
    changed = changes(texts, seen, before)
    for (about, private), text in changed.items():
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
    """The texts to be written, of those that are others than the writer had before them."""
    now = marks_of(before)
    touched = {s: text for s, text in texts.items() if mark(text) != seen.get(s, "")}
    changed = {s: text for s, text in touched.items() if mark(text) != now.get(s, "")}
    clashes = frozenset(s for s in changed if now.get(s, "") != seen.get(s, ""))
    if clashes:
        raise CommentsChanged(clashes)
    return changed
