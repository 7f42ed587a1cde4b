"""Speak to the mail server; nothing else in Cairn does."""

import smtplib
from contextlib import suppress
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

from assessment.foundation.outbox.models import MailReason, OutgoingMail

GOODBYE = 421  # the server ends the connection
PERMANENT = 500
NO_SUCH_MAILBOX = {550, 551, 553}
# The second number of an extended status like 5.1.1 names its subject (RFC 3463).
ABOUT_THE_ADDRESS = "5.1."
EXTENDED = "5."


class NotAccepted(Exception):
    """The mail was certainly not accepted, so it is safe to try again."""


class ServerAway(NotAccepted):
    """No connection could be opened."""


class ConnectionLost(NotAccepted):
    """The connection broke, or is useless, before the mail had left."""


class MayHaveLeft(Exception):
    """The connection broke while the mail was leaving, so a second try might send it twice."""


class MailRefused(Exception):
    """The server will never take this mail; `reason` says why."""

    def __init__(self, code: int, said: bytes | str) -> None:
        super().__init__(code)
        self.reason = _reason(code, said)


def _reason(code: int, said: bytes | str) -> MailReason:
    """Tell unknown mailboxes from other refusals, such as spam filters and forbidden relaying."""
    words = (said if isinstance(said, str) else said.decode("ascii", "replace")).strip()
    if code in NO_SUCH_MAILBOX and (
        not words.startswith(EXTENDED) or words.startswith(ABOUT_THE_ADDRESS)
    ):
        return MailReason.NO_MAILBOX
    return MailReason.NOT_TAKEN


class WatchedSMTP(smtplib.SMTP):
    """Remembers whether the server has started to receive the text of a mail."""

    text_started = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.text_started = True
        return super().data(msg)


class WatchedSMTPOverTLS(WatchedSMTP, smtplib.SMTP_SSL):
    pass


class WatchedBackend(EmailBackend):
    """Django's SMTP backend with a client that knows how far it got."""

    @property
    def connection_class(self) -> type[WatchedSMTP]:
        return WatchedSMTPOverTLS if self.use_ssl else WatchedSMTP


class MailServer:
    """A connection to the configured mail server, for a `with` block.

    Raises:
        ServerAway: the connection cannot be opened.
    """

    def __init__(self) -> None:
        by_smtp = settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
        self.connection = WatchedBackend() if by_smtp else get_connection()

    def __enter__(self) -> Self:
        try:
            self.connection.open()
        except OSError as away:
            self.close()
            raise ServerAway(type(away).__name__) from away
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.close()

    def close(self) -> None:
        # The server already has what it accepted, so an error while closing does not matter.
        with suppress(OSError):
            self.connection.close()

    def hand_over(self, mail: OutgoingMail) -> None:
        """Send a mail.

        Raises:
            NotAccepted: it was not accepted this time.
            ConnectionLost: the same, and the connection is of no further use.
            MailRefused: it will never be accepted.
            MayHaveLeft: nobody knows, and the connection is of no further use.
        """
        client = getattr(self.connection, "connection", None)
        if isinstance(client, WatchedSMTP):
            client.text_started = False
        try:
            self.connection.send_messages([message_of(mail)])
        except smtplib.SMTPRecipientsRefused as refusal:
            raise answer(*next(iter(refusal.recipients.values()))) from refusal
        except smtplib.SMTPDataError as refusal:
            raise answer(refusal.smtp_code, refusal.smtp_error) from refusal
        except (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError) as refusal:
            # Such a refusal does not depend on the recipient: every mail would get it.
            raise ConnectionLost(refusal.smtp_code) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise MailRefused(PERMANENT, "") from refusal
        except OSError as broken:
            if isinstance(client, WatchedSMTP) and not client.text_started:
                raise ConnectionLost(type(broken).__name__) from broken
            raise MayHaveLeft(type(broken).__name__) from broken


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject, body=mail.text, to=[mail.to], headers=mail.headers
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def answer(code: int, said: bytes | str) -> Exception:
    """Turn the refusal of a recipient or of a text into what it means for us."""
    if code == GOODBYE:
        return ConnectionLost(code)
    return MailRefused(code, said) if code >= PERMANENT else NotAccepted(code)


def on_site(path: str) -> str:
    """Return the full URL of a path, for mails and for addresses that people pass on.

    The sender of a request chose its host, which need not be how others reach the site.
    """
    return f"{settings.SITE_URL}{path}"
