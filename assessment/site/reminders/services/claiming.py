"""Making reminders of what is due: the key decides that each is made once."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from assessment.site.reminders.models import Reminder
from assessment.site.reminders.queries.due_reminders import Letter

Enqueue = Callable[[Iterable[int]], None]
"""Puts reminders, by id, into the queue of work."""

PATIENCE = timedelta(hours=1)
MOST_TRIES = 3


@transaction.atomic
def claim(*, letters: Collection[Letter], at: datetime, enqueue: Enqueue) -> int:
    """Make a reminder of each letter and queue its mail; what was made before is left alone.

    Whoever claims the same letters at the same time makes none of them a second time.

    Returns:
        How many are new.
    """
    made = [
        Reminder(
            key=letter.key,
            kind=letter.kind,
            about=letter.about,
            business=letter.context.business,
            person=letter.recipient.user,
            helper_email="" if letter.recipient.user else letter.recipient.email,
            made_at=at,
        )
        for letter in letters
    ]
    known = set(_ids(made))
    Reminder.objects.bulk_create(made, ignore_conflicts=True)
    new = [pk for pk in _ids(made) if pk not in known]
    enqueue(new)
    return len(new)


def _ids(reminders: Collection[Reminder]) -> list[int]:
    keys = [reminder.key for reminder in reminders]
    return list(Reminder.objects.filter(key__in=keys).values_list("pk", flat=True))


@transaction.atomic
def take_up_again(*, at: datetime, queued: Collection[int], enqueue: Enqueue) -> int:
    """Queue what waits and is in no queue, because its work broke off before anything was sent.

    `queued` are the ids of what is in the queue. What broke off too often is given up.
    """
    waiting = Reminder.objects.filter(
        sending_at=None, settled_at=None, made_at__lte=at - PATIENCE
    ).exclude(pk__in=queued)
    waiting.filter(tries__gte=MOST_TRIES).update(settled_at=at)
    ids = list(waiting.values_list("pk", flat=True))
    waiting.filter(pk__in=ids).update(tries=F("tries") + 1)
    enqueue(ids)
    return len(ids)
