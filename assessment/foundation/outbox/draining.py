"""Hand what is due to the mail server: each mail at most once, all over one connection."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Case, F, Value, When
from django.utils import timezone

from assessment.foundation.outbox.delivery import (
    ConnectionLost,
    MailRefused,
    MailServer,
    MayHaveLeft,
    NotAccepted,
    ServerAway,
)
from assessment.foundation.outbox.models import MailReason, MailStatus, OutgoingMail

log = logging.getLogger(__name__)

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
"""How long a mail waits after each try; the last pause is repeated."""
ONE_CONNECTION = 50
"""How many mails leave over one connection: servers dislike connections that never end."""
LONGEST_HANDOVER = timedelta(minutes=10)
"""A mail that is still being handed over after this time was in a process that died."""


def drain(*, ending: Callable[[], bool] = lambda: False) -> None:
    """Send what is due until nothing is, the server is unavailable, or the process ends.

    It must run outside a transaction: a mail has to be marked as being sent, in the database,
    before it is handed over. Each write is a short transaction of its own, because SQLite has only
    one writer.
    """
    # Without mail, nothing is written: even an UPDATE without effect would wait for other writers.
    if not OutgoingMail.objects.unsettled().exists():
        return
    tidy(timezone.now())
    try:
        while OutgoingMail.objects.due(timezone.now()).exists() and not ending():
            send_some(ending)
    except ServerAway as away:
        log.warning("mail server unavailable, all mail waits: why=%s", away)
        wait_for_server(timezone.now())
    except (ConnectionLost, MayHaveLeft):
        # One mail may be to blame for this, so the others are tried again soon, without it.
        now = timezone.now()
        OutgoingMail.objects.due(now).order_by().update(next_try_at=now + PAUSES[0])


def tidy(now: datetime) -> None:
    """Settle what will no longer be sent."""
    late = OutgoingMail.objects.waiting().filter(useless_after__lte=now)
    if count := late.settle(MailStatus.NOT_SENT, reason=MailReason.OUTDATED, at=now):
        log.warning("mail not sent in time: mails=%s", count)
    sending = OutgoingMail.objects.filter(status=MailStatus.SENDING)
    lost = sending.filter(sending_at__lt=now - LONGEST_HANDOVER)
    if count := lost.settle(MailStatus.UNKNOWN, at=now):
        log.warning("mail may have left from a process that died: mails=%s", count)


def send_some(ending: Callable[[], bool]) -> None:
    """Open a connection and send what is due over it.

    Raises:
        ServerAway: the server does not answer, or refuses to talk to us.
        ConnectionLost: the connection broke before a mail had left.
        MayHaveLeft: it broke later, and that mail is not tried again.
    """
    with MailServer() as server:
        now = timezone.now()
        # The server is back, so mails that were only waiting for it can be sent at once.
        waited = OutgoingMail.objects.waiting().filter(reason=MailReason.NO_SERVER)
        waited.update(reason="", next_try_at=now)
        for _ in range(ONE_CONNECTION):
            mail = None if ending() else claim(timezone.now())
            if mail is None:
                return
            hand_over(mail, server)


def claim(now: datetime) -> OutgoingMail | None:
    """Return a mail that this process alone will send; None if nothing is due."""
    while mail := OutgoingMail.objects.due(now).first():
        # One conditional UPDATE, so that of two simultaneous processes only one gets the mail.
        same = OutgoingMail.objects.due(now).order_by().filter(pk=mail.pk)
        if same.update(status=MailStatus.SENDING, sending_at=now):
            return mail
    return None


def hand_over(mail: OutgoingMail, server: MailServer) -> None:
    """Send one claimed mail and record the result.

    Raises:
        ConnectionLost: it did not leave, and the connection is of no further use.
        MayHaveLeft: nobody knows, and the connection is of no further use.
    """
    this = OutgoingMail.objects.filter(pk=mail.pk)
    try:
        server.hand_over(mail)
    except MailRefused as refusal:
        tell(mail, "refused", why=refusal)
        this.settle(MailStatus.REFUSED, reason=refusal.reason, at=timezone.now())
    except NotAccepted as trouble:
        tell(mail, "put off", why=trouble)
        put_off(mail, timezone.now())
        if isinstance(trouble, ConnectionLost):
            raise
    except MayHaveLeft as broken:
        tell(mail, "may have left", why=broken)
        this.settle(MailStatus.UNKNOWN, at=timezone.now())
        raise
    else:
        log.info("mail handed over: mail=%s name=%s", mail.pk, mail.name)
        this.settle(MailStatus.HANDED_OVER, at=timezone.now())


def tell(mail: OutgoingMail, what: str, *, why: Exception) -> None:
    log.warning("mail %s: mail=%s name=%s why=%s", what, mail.pk, mail.name, why)


def put_off(mail: OutgoingMail, now: datetime) -> None:
    """Let one mail wait that was certainly not accepted."""
    OutgoingMail.objects.filter(pk=mail.pk).update(
        status=MailStatus.WAITING,
        reason=MailReason.BUSY,
        tries=mail.tries + 1,
        next_try_at=now + PAUSES[min(mail.tries, len(PAUSES) - 1)],
        sending_at=None,
    )


def wait_for_server(now: datetime) -> None:
    """Let everything wait that is due, instead of trying the server once for each mail."""
    pauses = [When(tries=tries, then=Value(now + pause)) for tries, pause in enumerate(PAUSES)]
    OutgoingMail.objects.due(now).order_by().update(
        reason=MailReason.NO_SERVER,
        tries=F("tries") + 1,
        next_try_at=Case(*pauses, default=Value(now + PAUSES[-1])),
    )
