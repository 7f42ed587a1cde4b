"""Turning due letters into reminders; the unique key ensures that each is made only once."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from assessment.foundation.outbox.models import MailReason
from assessment.site.reminders.models import Reminder
from assessment.site.reminders.queries.due_reminders import Letter

Enqueue = Callable[[Iterable[int]], None]
"""Puts reminders, given by id, into the task queue."""

PATIENCE = timedelta(hours=1)
"""How old a reminder must be before a missing task counts as lost."""
MOST_TRIES = 3


@transaction.atomic
def claim(*, letters: Collection[Letter], at: datetime, enqueue: Enqueue) -> int:
    """Create a reminder for each new letter and queue its email; existing ones are left alone.

    Two processes can claim the same letters at the same time: the unique key lets only one of
    them create each reminder.

    Returns:
        The number of new reminders.
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
    # ignore_conflicts does not report which rows were inserted, so the ids before and after tell.
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
    """Queue reminders again whose task was lost, or whose email did not leave in time.

    `queued` are the ids of the reminders in the queue. After too many lost tasks, a reminder is
    settled without being sent.

    Returns:
        The number of reminders queued again.
    """
    lost = Reminder.objects.waiting().filter(made_at__lte=at - PATIENCE).exclude(pk__in=queued)
    lost.filter(tries__gte=MOST_TRIES).update(settled_at=at)
    ids = list(lost.values_list("pk", flat=True))
    lost.filter(pk__in=ids).update(tries=F("tries") + 1)
    # The mail server was unavailable. The email is written again, but only if it is still needed.
    outdated = Reminder.objects.filter(mail__reason=MailReason.OUTDATED)
    stuck = list(outdated.values_list("pk", flat=True))
    Reminder.objects.filter(pk__in=stuck).update(posted_at=None, mail=None)
    enqueue([*ids, *stuck])
    return len(ids) + len(stuck)
