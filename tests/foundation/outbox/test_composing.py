"""Mails in two parts with safe headers, stored with the change that causes them."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.foundation.outbox import delivery, services
from assessment.foundation.outbox.models import MailStatus, OutgoingMail
from tests.architecture.files import ROOT
from tests.factories import NOON, PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Outbox = Sequence[EmailMultiAlternatives]
URL = "https://cairn.example/" + "x" * 90

ASKED = {
    "url": URL,
    "person": "Ada",
    "practice": "Hill <North> & Co",
    "business": "Café <Lindgren> & Co",
    "words": "As we said on Thursday: I would go through the questions with you.",
    "until": "1 January",
}
CONTEXTS: dict[str, dict[str, Any]] = {
    "verify": {"url": URL},
    "code": {"code": "AB12-CD34"},
    "reset": {"url": URL},
    "known_account": {"url": URL},
    "second_account": {"url": URL},
    "unknown_account": {"url": URL},
    "security_notice": {"url": URL, "happened": "Your password was changed"},
    "account_closed": {"url": URL, "until": "30 December 2026"},
    "business_deleted": {
        "url": URL,
        "business": "Café <Lindgren> & Co",
        "person": "Ada",
        "until": "30 December 2026",
    },
    "practice_invitation": {
        "url": URL,
        "inviter": "Ada",
        "practice": "Hill <North> & Co",
        "may_do": "You can work with clients.",
        "until": "1 January",
    },
    "access_asked": {**ASKED, "asks_to": "They ask to read.", "ends_on": "1 March 2027"},
    "access_reminder": {**ASKED, "asks_to": "They ask to read.", "asked_on": "16 October"},
    "client_handed_over": {**ASKED, "asks_to": "They ask to read.", "ends_on": ""},
    "consultant_invited": {**ASKED, "allowed": "You can read.", "ends_on": "1 March 2027"},
    "access_given": {**ASKED, "allowed": "You can read.", "until": ""},
    "access_changed": {**ASKED, "allowed": "You can read.", "level": "See"},
    "access_ended": ASKED,
    "access_expiring": {**ASKED, "day": "1 March 2027"},
    "client_expiring": {**ASKED, "day": "1 March 2027"},
    "not_handed_over": {
        **ASKED,
        "day": "1 March 2027",
        "number": 22,
        "names": ["Café <Lindgren> & Co"] * 20,
        "more": 2,
    },
    "invitation": {
        "url": URL,
        "inviter": "Ada",
        "business": "Café <Lindgren> & Co",
        "may_do": "You may answer.",
        "until": "1 January",
    },
}


def sent(mailoutbox: Outbox, name: str, **more: Any) -> EmailMultiAlternatives:
    context = {**CONTEXTS[name], **more}
    services.send(name=name, to="ada@example.com", context=context, at=NOON)
    (mail,) = mailoutbox
    return mail


@pytest.mark.parametrize("name", CONTEXTS)
def test_both_parts_contain_the_link_or_code(mailoutbox: Outbox, name: str) -> None:
    mail = sent(mailoutbox, name)

    ((page, mimetype),) = mail.alternatives
    target = CONTEXTS[name].get("url") or CONTEXTS[name]["code"]
    assert target in mail.body
    assert target in str(page)
    assert mimetype == "text/html"


@pytest.mark.parametrize("name", CONTEXTS)
def test_text_is_wrapped_but_links_are_not(mailoutbox: Outbox, name: str) -> None:
    lines = str(sent(mailoutbox, name).body).splitlines()

    assert all(len(line) <= services.LINE or line.startswith("https://") for line in lines)


def test_a_name_is_escaped_in_the_page_and_plain_in_the_text(mailoutbox: Outbox) -> None:
    mail = sent(mailoutbox, "invitation")

    assert mail.subject == "Ada has invited you to Café <Lindgren> & Co"
    assert "Café &lt;Lindgren&gt; &amp; Co" in str(mail.alternatives[0][0])


def test_a_line_break_cannot_become_a_header(mailoutbox: Outbox) -> None:
    mail = sent(mailoutbox, "invitation", inviter="Ada\nBcc: all@example.com")

    # The rest of the first line becomes part of the body, not a header.
    assert mail.subject == "Ada"
    assert "Bcc" not in mail.message()
    assert mail.recipients() == ["ada@example.com"]


def test_a_mail_can_have_extra_headers(mailoutbox: Outbox) -> None:
    headers = {"List-Unsubscribe": f"<{URL}>", "X-Note": "one\r\nBcc: all@example.com"}

    services.send(
        name="verify",
        to="ada@example.com",
        context=CONTEXTS["verify"],
        headers=headers,
        at=NOON,
    )

    head = mailoutbox[0].message()
    assert str(head["List-Unsubscribe"]).strip() == f"<{URL}>"
    assert "Bcc" not in head


def fail_after_sending() -> None:
    with transaction.atomic():
        services.send(name="verify", to="ada@example.com", context=CONTEXTS["verify"], at=NOON)
        raise ZeroDivisionError


def test_a_mail_disappears_with_a_change_that_fails(mailoutbox: Outbox) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_sending()

    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_has_left_is_forgotten_except_to_whom_and_when(mailoutbox: Outbox) -> None:
    sent(mailoutbox, "code")

    mail = OutgoingMail.objects.get()
    assert (mail.name, mail.to, mail.settled_at) == ("code", "ada@example.com", NOON)
    assert (mail.subject, mail.text, mail.html, mail.headers) == ("", "", "", {})
    assert "example.com" not in str(mail)


@pytest.mark.usefixtures("mail_waits")
def test_the_database_refuses_to_remember_what_a_settled_mail_said(mailoutbox: Outbox) -> None:
    services.send(name="verify", to="ada@example.com", context=CONTEXTS["verify"], at=NOON)
    refused = {"status": MailStatus.REFUSED, "settled_at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(**refused)

    OutgoingMail.objects.update(**refused, subject="", text="", html="")


def test_after_thirty_days_even_the_address_is_forgotten(mailoutbox: Outbox) -> None:
    sent(mailoutbox, "verify")

    assert services.prune(at=NOON + timedelta(days=30)) == 0
    assert services.prune(at=NOON + timedelta(days=30, seconds=1)) == 1
    assert not OutgoingMail.objects.exists()


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


def test_no_mail_takes_its_links_from_the_host_that_a_visitor_names(
    settings: Any, mailoutbox: Any
) -> None:
    settings.SITE_URL = "https://cairn.example"
    known, visitor = make_user("vera"), Client(headers={"host": "testserver:6666"})
    new = {"email": "new@example.com", "password1": PASSWORD, "business": "Café Lindgren"}

    visitor.post(reverse("account_signup"), new)
    for name in ("account_reset_password", "account_request_login_code"):
        for email in (known.email, "nobody@example.com"):
            Client(headers={"host": "testserver:6666"}).post(reverse(name), {"email": email})

    links = re.findall(r"https?://\S+", "\n".join(str(mail.body) for mail in mailoutbox))
    assert len(links) >= 4
    assert {link[: len(settings.SITE_URL)] for link in links} == {settings.SITE_URL}


def test_only_the_site_decides_how_an_address_begins() -> None:
    """A request knows only the host that its sender named."""
    sources = [*(ROOT / "assessment").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]

    assert [f for f in sources if "build_absolute_uri" in f.read_text()] == []


@pytest.mark.parametrize("name", CONTEXTS)
def test_every_mail_can_be_sent_in_the_name_of_a_practice(mailoutbox: Outbox, name: str) -> None:
    sender = services.Sender(name="Ruth, Blue Door", line="Sent on behalf of <Blue Door>.")
    services.send(name=name, to="ada@example.com", context=CONTEXTS[name], sender=sender, at=NOON)

    (mail,) = mailoutbox
    assert mail.message()["From"] == '"Ruth, Blue Door" <cairn@localhost>'
    assert str(mail.body).rstrip().endswith("Sent on behalf of <Blue Door>.")
    assert "Sent on behalf of &lt;Blue Door&gt;." in str(mail.alternatives[0][0])
