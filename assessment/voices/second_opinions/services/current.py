"""What follows from time alone: reveal what is done, and end what was not finished in time."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.voices.second_opinions.models import Ending, SecondOpinion
from assessment.voices.second_opinions.queries.opinions import is_over, opinion_of
from assessment.voices.second_opinions.services.answering import reveal_if_done
from assessment.voices.second_opinions.services.mails import mail_ended, people_who_asked

log = logging.getLogger(__name__)


def keep_opinions_current(*, at: datetime) -> None:
    """Do everything that is due; safe to repeat, and one error does not stop the others.

    A check may be sent after the second person has finished. Then this reveals both sides.
    """
    due = SecondOpinion.objects.open() | SecondOpinion.objects.filter(
        ending=Ending.LEFT, told_at=None
    )
    for key in due.filter(assessment__business__archived_at=None).values_list("pk", flat=True):
        try:
            _keep_current(key, at)
        except Exception:
            log.exception("not done, will retry: opinion=%s", key)


@transaction.atomic
def _keep_current(key: int, at: datetime) -> None:
    rows = SecondOpinion.objects.filter(pk=key).select_related(
        "assessment__business", "assessment__model_version", "person", "invited_by"
    )
    row = rows.select_for_update(of=("self",)).get()
    if row.ending == Ending.LEFT and row.told_at is None:
        rows.update(told_at=at)
        mail_ended(row, to=people_who_asked(row), at=at)
        return
    now = opinion_of(rows, row.assessment.business)
    if now is None or not row.is_open or reveal_if_done(now, at):
        return
    if is_over(row, at) and SecondOpinion.objects.filter(pk=key).end(Ending.EXPIRED, at):
        row.ending = Ending.EXPIRED
        mail_ended(row, to=[row.person, *people_who_asked(row)], at=at)
