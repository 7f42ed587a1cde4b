"""Put emails into the outbox, and delete old ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import wrap

from assessment.foundation.formatting.typed_text import on_one_line
from assessment.foundation.outbox.courier import courier
from assessment.foundation.outbox.models import (
    OutgoingMail,
)
from assessment.foundation.parsing.names import one_line

LINE = 72  # characters; links are never wrapped
USEFUL_FOR = timedelta(days=1)
"""How long we keep trying to deliver an email, unless its sender sets another limit."""
KEPT = timedelta(days=30)
"""How long the outbox remembers who an email went to, although no longer what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """On whose behalf an email is sent: the name that it comes from, and the line at its end.

    The address stays that of the site, which is the only one its mail server may use.
    """

    name: str
    line: str

    @property
    def headers(self) -> dict[str, str]:
        _site, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        # Without @, so that no mail program takes the name for an address.
        return {"From": formataddr((on_one_line(self.name).replace("@", " "), address))}


@transaction.atomic
def send(
    *,
    name: str,
    to: str,
    context: Mapping[str, Any],
    at: datetime,
    headers: Mapping[str, str] | None = None,
    sender: Sender | None = None,
    useless_after: datetime | None = None,
) -> OutgoingMail:
    """Store one mail within the caller's transaction; it leaves after the commit.

    It renders templates/emails/<name>.{txt,html}. The first line of the text is the subject.
    After `useless_after`, a mail that still waits is not sent.
    """
    subject, text, html = compose(name=name, context=context, sender=sender)
    own = {**(headers or {}), **(sender.headers if sender else {})}
    mail = OutgoingMail.objects.create(
        name=name,
        to=one_line(to),
        subject=subject,
        text=wrap(text, LINE) + "\n",
        html=html,
        headers={key: one_line(value) for key, value in own.items()},
        made_at=at,
        next_try_at=at,
        useless_after=useless_after or at + USEFUL_FOR,
    )
    transaction.on_commit(courier.wake)
    return mail


def compose(
    *, name: str, context: Mapping[str, Any], sender: Sender | None = None
) -> tuple[str, str, str]:
    """Return the subject, the text and the HTML of a mail; the text has no line breaks of ours."""
    context = {**context, "sent_for": on_one_line(sender.line) if sender else ""}
    text = render_to_string(f"emails/{name}.txt", context)
    first_line, _, body = f"{text.strip()}\n\n{context['sent_for']}".partition("\n")
    subject = one_line(first_line)
    html = render_to_string(f"emails/{name}.html", {**context, "subject": subject})
    return subject, body.strip(), html


def prune(*, at: datetime) -> int:
    """Delete mails that were settled long ago, and return how many."""
    return OutgoingMail.objects.filter(settled_at__lt=at - KEPT).delete()[0]
