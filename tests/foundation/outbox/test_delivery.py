"""Mails in two parts with safe headers, and the possible replies of an SMTP server."""

import os
import smtplib
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend

from assessment.foundation.outbox import delivery
from tests.architecture.files import ROOT

URL = "https://cairn.example/" + "x" * 90

CONTEXTS = {
    "verify": {"url": URL},
    "code": {"code": "AB12-CD34"},
    "reset": {"url": URL},
    "known_account": {"url": URL},
    "unknown_account": {"url": URL},
    "security_notice": {"url": URL, "happened": "Your password was changed"},
    "invitation": {
        "url": URL,
        "inviter": "Ada",
        "business": "Café <Lindgren> & Co",
        "may_do": "You may answer.",
        "until": "1 January",
    },
}


def sent(mailoutbox: Sequence[EmailMultiAlternatives], name: str) -> EmailMultiAlternatives:
    delivery.send(name=name, to="ada@example.com", context=CONTEXTS[name])
    (mail,) = mailoutbox
    return mail


@pytest.mark.parametrize("name", CONTEXTS)
def test_both_parts_contain_the_link_or_code(
    mailoutbox: Sequence[EmailMultiAlternatives], name: str
) -> None:
    mail = sent(mailoutbox, name)

    ((page, mimetype),) = mail.alternatives
    target = CONTEXTS[name].get("url") or CONTEXTS[name]["code"]
    assert target in mail.body
    assert target in str(page)
    assert mimetype == "text/html"


@pytest.mark.parametrize("name", CONTEXTS)
def test_text_is_wrapped_but_links_are_not(
    mailoutbox: Sequence[EmailMultiAlternatives], name: str
) -> None:
    lines = str(sent(mailoutbox, name).body).splitlines()

    assert all(len(line) <= delivery.LINE or line.startswith("https://") for line in lines)


def test_a_name_is_escaped_in_the_page_and_plain_in_the_text(
    mailoutbox: Sequence[EmailMultiAlternatives],
) -> None:
    mail = sent(mailoutbox, "invitation")

    assert mail.subject == "Ada has invited you to Café <Lindgren> & Co"
    assert "Café &lt;Lindgren&gt; &amp; Co" in str(mail.alternatives[0][0])


def test_a_line_break_cannot_become_a_header(
    mailoutbox: Sequence[EmailMultiAlternatives],
) -> None:
    evil = {**CONTEXTS["invitation"], "inviter": "Ada\nBcc: all@example.com"}

    delivery.send(name="invitation", to="ada@example.com", context=evil)

    # The rest of the first line becomes part of the body, not a header.
    assert mailoutbox[0].subject == "Ada"
    assert "Bcc" not in mailoutbox[0].message()
    assert mailoutbox[0].recipients() == ["ada@example.com"]


def test_a_mail_can_have_extra_headers(mailoutbox: Sequence[EmailMultiAlternatives]) -> None:
    headers = {"List-Unsubscribe": f"<{URL}>", "X-Note": "one\r\nBcc: all@example.com"}

    delivery.post(
        delivery.compose(
            name="verify", to="ada@example.com", context=CONTEXTS["verify"], headers=headers
        )
    )

    head = mailoutbox[0].message()
    assert str(head["List-Unsubscribe"]).strip() == f"<{URL}>"
    assert "Bcc" not in head


# ---- replies of an SMTP server


class Server(EmailBackend):
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
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.breaks = breaks
    context = CONTEXTS["verify"]
    delivery.post(delivery.compose(name="verify", to="ada@example.com", context=context))


@pytest.mark.parametrize(
    "breaks",
    [
        {"open": ConnectionRefusedError()},
        {"open": TimeoutError()},
        {"open": smtplib.SMTPAuthenticationError(535, b"no")},
        {"send": smtplib.SMTPRecipientsRefused({"ada@example.com": (550, b"no")})},
        {"send": smtplib.SMTPSenderRefused(550, b"no", "cairn@localhost")},
        {"send": smtplib.SMTPDataError(554, b"no")},
    ],
    ids=repr,
)
def test_a_refused_mail_was_certainly_not_sent(settings: Any, breaks: Any) -> None:
    with pytest.raises(delivery.NotAccepted) as refusal:
        post(settings, **breaks)

    assert "example.com" not in str(refusal.value)


@pytest.mark.parametrize(
    "broken", [smtplib.SMTPServerDisconnected("gone"), TimeoutError(), ConnectionResetError()]
)
def test_a_mail_may_have_been_sent_if_the_connection_breaks(
    settings: Any, broken: Exception
) -> None:
    with pytest.raises(delivery.MayHaveLeft):
        post(settings, send=broken)


def test_an_error_while_closing_does_not_matter(
    settings: Any, mailoutbox: Sequence[EmailMultiAlternatives]
) -> None:
    post(settings, close=smtplib.SMTPServerDisconnected("gone"))

    assert len(mailoutbox) == 1


# ---- URLs in mails


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"SITE_URL": "https://cairn.example/"}, "https://cairn.example"),
        ({"ALLOWED_HOSTS": "cairn.example,www.cairn.example"}, "https://cairn.example"),
        ({"ALLOWED_HOSTS": ".cairn.example"}, "https://cairn.example"),
        ({"ALLOWED_HOSTS": "cairn.example", "HTTPS": "false"}, "http://cairn.example"),
        ({"ALLOWED_HOSTS": "*"}, "http://127.0.0.1:8000"),
        ({"DEVELOPMENT": "true", "ALLOWED_HOSTS": "cairn.example"}, "http://127.0.0.1:8000"),
    ],
    ids=str,
)
def test_links_start_with_the_url_of_the_site(given: dict[str, str], address: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = "from cxsite import settings; print(settings.SITE_URL)"

    said = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env=kept | {"SECRET_KEY": "0123456789abcdef" * 2} | given,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == address


def test_a_path_becomes_a_full_url(settings: Any) -> None:
    settings.SITE_URL = "https://cairn.example"

    assert delivery.on_site("/b/cafe/") == "https://cairn.example/b/cafe/"
