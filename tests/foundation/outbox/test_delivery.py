"""The possible replies of a mail server, and what they mean."""

import smtplib
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend

from assessment.foundation.outbox import delivery
from assessment.foundation.outbox.models import MailReason, OutgoingMail
from tests.foundation.outbox.mail_server import FakeMailServer

TO = "ada@example.com"
MAIL = OutgoingMail(to=TO, subject="Hello", text="Hello.\n", html="<p>Hello.</p>")


class BrokenBackend(EmailBackend):
    """An email backend that raises an error at the point given by a test."""

    breaks: dict[str, Exception] = {}

    def open(self) -> None:
        self.break_at("open")

    def send_messages(self, messages: Sequence[Any]) -> int:
        self.break_at("send")
        return int(super().send_messages(messages))

    def close(self) -> None:
        self.break_at("close")

    def break_at(self, point: str) -> None:
        if point in self.breaks:
            raise self.breaks[point]


def post(settings: Any, **breaks: Exception) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    BrokenBackend.breaks = breaks
    with delivery.MailServer() as server:
        server.hand_over(MAIL)


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPAuthenticationError(535, b"ada@example.com"),
        smtplib.SMTPConnectError(421, b"busy"),
    ],
    ids=repr,
)
def test_without_a_connection_the_server_is_unavailable(settings: Any, trouble: Exception) -> None:
    with pytest.raises(delivery.ServerAway) as away:
        post(settings, open=trouble)

    assert "example.com" not in str(away.value)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (smtplib.SMTPRecipientsRefused({TO: (450, b"later")}), delivery.NotAccepted),
        (smtplib.SMTPDataError(451, b"later"), delivery.NotAccepted),
        (smtplib.SMTPRecipientsRefused({TO: (421, b"bye")}), delivery.ConnectionLost),
        (smtplib.SMTPDataError(421, b"bye"), delivery.ConnectionLost),
        (smtplib.SMTPSenderRefused(550, b"no", "cairn@localhost"), delivery.ConnectionLost),
        (smtplib.SMTPSenderRefused(451, b"later", "cairn@localhost"), delivery.ConnectionLost),
        (smtplib.SMTPServerDisconnected("gone"), delivery.MayHaveLeft),
        (TimeoutError(), delivery.MayHaveLeft),
        (ConnectionResetError(), delivery.MayHaveLeft),
    ],
    ids=repr,
)
def test_an_answer_says_whether_to_try_again(
    settings: Any, answer: Exception, meaning: type[Exception]
) -> None:
    with pytest.raises(meaning) as raised:
        post(settings, send=answer)

    assert type(raised.value) is meaning
    assert "example.com" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (smtplib.SMTPRecipientsRefused({TO: (550, b"no")}), MailReason.NO_MAILBOX),
        (smtplib.SMTPRecipientsRefused({TO: (550, b"5.1.1 unknown")}), MailReason.NO_MAILBOX),
        (smtplib.SMTPRecipientsRefused({TO: (553, b"5.1.3 odd")}), MailReason.NO_MAILBOX),
        (smtplib.SMTPRecipientsRefused({TO: (550, b"5.7.1 no relay")}), MailReason.NOT_TAKEN),
        (smtplib.SMTPRecipientsRefused({TO: (552, b"5.2.2 full")}), MailReason.NOT_TAKEN),
        (smtplib.SMTPDataError(554, "5.7.1 spam"), MailReason.NOT_TAKEN),
        (smtplib.SMTPNotSupportedError("no SMTPUTF8"), MailReason.NOT_TAKEN),
    ],
    ids=repr,
)
def test_a_refusal_says_whether_the_mailbox_exists(
    settings: Any, answer: Exception, reason: MailReason
) -> None:
    with pytest.raises(delivery.MailRefused) as refusal:
        post(settings, send=answer)

    assert refusal.value.reason == reason
    assert "example.com" not in str(refusal.value)


def test_an_error_while_closing_does_not_matter(settings: Any, mailoutbox: list[Any]) -> None:
    post(settings, close=smtplib.SMTPServerDisconnected("gone"))

    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ("silent", delivery.ServerAway),
        ("dropped", delivery.ConnectionLost),
        ("450 later", delivery.NotAccepted),
        ("550 no", delivery.MailRefused),
        ("cut", delivery.MayHaveLeft),
    ],
)
def test_a_real_connection_tells_how_far_the_mail_came(
    mail_server: FakeMailServer, fault: str, meaning: type[Exception]
) -> None:
    mail_server.fault = fault

    with pytest.raises(meaning) as raised, delivery.MailServer() as server:
        server.hand_over(MAIL)

    assert type(raised.value) is meaning
    assert mail_server.taken == []


def test_tls_from_the_start_is_kept(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = True, False

    backend = delivery.MailServer().connection

    assert isinstance(backend, delivery.WatchedBackend)
    assert issubclass(backend.connection_class, smtplib.SMTP_SSL)
