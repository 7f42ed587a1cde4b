"""Write to the other side of a conversation, and say what was read."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from assessment.consulting.clients.models import (
    ConsultantMailsOff,
    Conversation,
    Message,
    ReadMark,
)
from assessment.consulting.clients.queries.conversations import NewMessage
from assessment.consulting.clients.services.mails import mail_client, mail_practice
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(hours=1)
"""How often each side gets an email about one conversation."""


@transaction.atomic
def write_message(
    *,
    consultancy: Consultancy,
    business: Business,
    new: NewMessage,
    from_client: bool,
    by: User,
    at: datetime,
) -> Message:
    """Write to the other side, and email its people unless they got an email within the hour."""
    conversation, _new = Conversation.objects.get_or_create(
        consultancy=consultancy, business=business, about=new.about
    )
    # Of two simultaneous messages, the second sees that the first has sent the email.
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    message, is_new = Message.objects.get_or_create(
        conversation=conversation,
        operation=new.operation,
        defaults={
            "text": new.text,
            "from_client": from_client,
            "written_by": by,
            "written_at": at,
        },
    )
    if is_new:
        mark_read(conversation=conversation, by=by, at=at)
        other = consultancy if from_client else business
        record(Event.COMMENTED, by=by, at=at, business=business, person=str(other))
        _mail(conversation, message)
        log.info("message: conversation=%s by=%s", conversation.pk, by.pk)
    return message


@transaction.atomic
def mark_read(*, conversation: Conversation, by: User, at: datetime) -> None:
    """Remember that this person has read everything in a conversation until now."""
    ReadMark.objects.update_or_create(
        conversation=conversation, person=by, defaults={"read_at": at}
    )


@transaction.atomic
def want_mails(*, consultancy: Consultancy, business: Business, wanted: bool, by: User) -> None:
    """Switch this person's emails about what a practice writes and suggests on or off."""
    off = ConsultantMailsOff.objects.filter(consultancy=consultancy, business=business, person=by)
    if wanted:
        off.delete()
    else:
        ConsultantMailsOff.objects.get_or_create(
            consultancy=consultancy, business=business, person=by
        )


def _mail(conversation: Conversation, message: Message) -> None:
    """Tell the other side, but at most once an hour."""
    column = "practice_mailed_at" if message.from_client else "client_mailed_at"
    before: datetime | None = getattr(conversation, column)
    if before and before > message.written_at - AT_MOST_EVERY:
        return
    send = mail_practice if message.from_client else mail_client
    send(
        consultancy=conversation.consultancy,
        business=conversation.business,
        head=gettext("%(person)s wrote to you") % {"person": message.written_by},
        path=place_of(conversation, from_client=not message.from_client),
        at=message.written_at,
    )
    setattr(conversation, column, message.written_at)
    conversation.save(update_fields=[column])


def place_of(conversation: Conversation, *, from_client: bool) -> str:
    """Return the path of a conversation for the people of the client, or for the practice."""
    firm, business = conversation.consultancy.slug, conversation.business.slug
    if from_client:
        return reverse("consultant_comments", args=[business, firm]) + f"#{anchor_of(conversation)}"
    return reverse("client_comments", args=[firm, business]) + f"#{anchor_of(conversation)}"


def anchor_of(conversation: Conversation) -> str:
    return f"about-{conversation.about or 'all'}"
