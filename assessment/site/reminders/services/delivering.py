"""Putting the email about one or more reminders into the outbox, once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from assessment.foundation.outbox import delivery
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail
from assessment.journey.tracking.services import NoLink, renew_link
from assessment.site.reminders.models import Reminder
from assessment.site.reminders.presenters import mail_of
from assessment.site.reminders.queries.due_reminders import Letter, combined, letters_behind

TRUE_FOR = timedelta(hours=2)
"""How long an email waits for the mail server. After that it is checked and written again."""

Later = Callable[[int, datetime], None]
"""Queues a reminder, given by id, for a later moment."""


@transaction.atomic
def deliver(*, reminder: int, at: datetime, later: Later) -> None:
    """Store the email about the reminder with this id, unless it is no longer needed.

    Reminders that share an email are settled together, in the transaction that stores it. The
    outbox then hands it over at most once.
    """
    reminders = _waiting_together(reminder)
    letters = letters_behind(reminders, at)
    if letters and not letters[0].recipient.is_awake(at):
        later(reminder, letters[0].recipient.morning_after(at))
        return
    links = _links_for_assignee(letters, at)
    letters = [letter for letter in letters if letter.recipient.user or letter.key in links]
    if letters:
        mail = _post(combined(letters), links, at)
        told = [r for r in reminders if r.key in {letter.key for letter in letters}]
        Reminder.objects.filter(pk__in=[r.pk for r in told]).update(posted_at=at, mail=mail)
        reminders = [r for r in reminders if r not in told]
    Reminder.objects.filter(pk__in=[r.pk for r in reminders]).update(settled_at=at)


def _waiting_together(pk: int) -> list[Reminder]:
    """Lock and return a reminder and those that share its email, unless it was dealt with.

    They stay locked until they are settled, so two workers cannot both get them.
    """
    first = Reminder.objects.filter(pk=pk).first()
    if first is None:
        return []
    together = Reminder.objects.waiting().sharing_mail_with(first)
    # Lock only the reminders: a lock on their business would block everyone working in it.
    locked = together.select_for_update(of=("self",)).select_related("business")
    # In the same order in every process, so that no two wait for each other.
    found = list(locked.order_by("pk"))
    return found if first in found else []


def _links_for_assignee(letters: Sequence[Letter], at: datetime) -> dict[str, str]:
    """Return a new link for each letter to someone without an account, by its key.

    A letter is missing if its link has ended in the meantime.
    """
    links = {}
    for letter in letters:
        if letter.recipient.user is None:
            try:
                token = renew_link(item=letter.items[0], at=at)
            except NoLink:
                continue
            links[letter.key] = delivery.on_site(reverse("helper_action", args=[token]))
    return links


def _post(letter: Letter, links: Mapping[str, str], at: datetime) -> OutgoingMail:
    """Compose the email in the language of the reader and the time zone of the business."""
    zone = letter.context.business.zone
    with translation.override(letter.recipient.language), timezone.override(zone):
        mail = mail_of(letter, links=list(links.values()))
        return outbox.send(
            name=mail.template,
            to=letter.recipient.email,
            context={"mail": mail},
            headers={
                "List-Unsubscribe": f"<{mail.stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            at=at,
            useless_after=min(at + TRUE_FOR, letter.recipient.evening_of(at)),
        )
