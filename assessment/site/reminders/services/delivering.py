"""Sending one reminder at most once, even if a process dies on the way."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from assessment.foundation.outbox import delivery
from assessment.journey.planning.models import PlanItem
from assessment.journey.tracking.services import NoLink, renew_link
from assessment.site.reminders.models import Reminder
from assessment.site.reminders.presenters import mail_of
from assessment.site.reminders.queries.due_reminders import Letter, letter_behind
from assessment.site.reminders.services.claiming import MOST_TRIES

log = logging.getLogger(__name__)

WAIT = timedelta(minutes=5)
"""How long to wait before the second try; before the third it is twice as long."""

Later = Callable[[int, datetime], None]
"""Queues a reminder, given by id, for a later moment."""


def deliver(*, reminder: int, at: datetime, later: Later) -> None:
    """Send the reminder with this id, unless it was sent, is being sent or is no longer needed.

    The start of sending is committed before the email is handed over. If the process dies after
    that, nobody sends it again: losing an email now and then is better than sending one twice.
    """
    mail = _begin(reminder, at, later)
    if mail is None:
        return
    try:
        delivery.post(mail)
    except delivery.NotAccepted as refusal:
        _try_again(reminder, at, later, why=str(refusal))
    except delivery.MayHaveLeft as broken:
        log.warning("reminder may have left: reminder=%s why=%s", reminder, broken)
        Reminder.objects.filter(pk=reminder).update(settled_at=at)
    else:
        Reminder.objects.filter(pk=reminder).update(sent_at=at)


# durable: inside an outer transaction, `sending_at` would not be committed before sending.
@transaction.atomic(durable=True)
def _begin(pk: int, at: datetime, later: Later) -> EmailMultiAlternatives | None:
    """Return the email if this process is the one to send it now.

    The row stays locked until `sending_at` is committed, so two workers cannot both get it.
    """
    waiting = Reminder.objects.filter(sending_at=None, settled_at=None)
    # Lock only the reminder: a lock on its business would block everyone working in it.
    locked = waiting.select_for_update(of=("self",)).select_related("business")
    reminder = locked.filter(pk=pk).first()
    if reminder is None:
        return None
    letter = letter_behind(reminder, at)
    if letter and not letter.recipient.is_awake(at):
        later(pk, letter.recipient.morning_after(at))
        return None
    mail = _compose(letter, at) if letter else None
    if mail:
        reminder.sending_at = at
    else:
        reminder.settled_at = at
    reminder.save(update_fields=["sending_at", "settled_at"])
    return mail


def _compose(letter: Letter, at: datetime) -> EmailMultiAlternatives | None:
    """Compose the email in the language of the reader and the time zone of the business.

    Returns None if the helper's link has ended in the meantime.
    """

    def link(item: PlanItem) -> str:
        return delivery.on_site(reverse("helper_action", args=[renew_link(item=item, at=at)]))

    zone = letter.context.business.zone
    with translation.override(letter.recipient.language), timezone.override(zone):
        try:
            mail = mail_of(letter, link=link)
        except NoLink:
            return None
        return delivery.compose(
            name=mail.template,
            to=letter.recipient.email,
            context={"mail": mail},
            headers={
                "List-Unsubscribe": f"<{mail.stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


@transaction.atomic
def _try_again(pk: int, at: datetime, later: Later, *, why: str) -> None:
    """Queue a refused email again, up to the limit of tries: nothing has been sent yet."""
    reminder = Reminder.objects.select_for_update().get(pk=pk)
    reminder.tries += 1
    log.warning("reminder not accepted: reminder=%s try=%s why=%s", pk, reminder.tries, why)
    if reminder.tries < MOST_TRIES:
        reminder.sending_at = None
        later(pk, at + WAIT * reminder.tries)
    else:
        reminder.settled_at = at
    reminder.save(update_fields=["tries", "sending_at", "settled_at"])
