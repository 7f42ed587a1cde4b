"""A result shared by email: to one address, from a confirmed sender, and within limits."""

import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from assessment.foundation.links.services import Quota
from assessment.outputs.sharing import services
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business
from tests.factories import (
    NOON,
)
from tests.outputs.sharing.making import Share, path_in, share_url, words

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]


def test_the_email_says_who_shares_what_and_until_when(
    share: Share, mailoutbox: Outbox, client: Client
) -> None:
    page = share(email="Anna@Example.org")

    (mail,) = mailoutbox
    assert "The link is on its way to anna@example.org." in page
    assert "/s/" not in page
    assert mail.to == ["anna@example.org"]
    assert mail.subject == "Maja Lindgren has shared how Café Lindgren treats its customers"
    body = words(str(mail.body))
    assert "has shared a result of Café Lindgren with you: October to December 2026." in body
    assert "The link works until 20 December 2026." in body
    html = str(mail.alternatives[0][0])
    assert path_in(str(mail.body)) in html
    assert html.count("<a ") == 1
    assert client.get(path_in(str(mail.body))).status_code == 200


def test_a_name_cannot_inject_email_headers(share: Share, mailoutbox: Outbox) -> None:
    Business.objects.update(name="Café\r\nBcc: all@example.com\n<b>")

    share(email="anna@example.org")

    (mail,) = mailoutbox
    assert mail.subject.endswith("how Café Bcc: all@example.com <b> treats its customers")
    assert mail.recipients() == ["anna@example.org"]
    assert "Bcc" not in mail.message()
    assert "&lt;b&gt;" in str(mail.alternatives[0][0])


def test_without_a_confirmed_address_people_can_only_pass_the_link_on(
    share: Share, mailoutbox: Outbox
) -> None:
    EmailAddress.objects.update(verified=False)

    refused = share(email="anna@example.org")
    made = share()

    assert "Please confirm your own email address first." in refused
    assert not mailoutbox
    assert path_in(made)


def test_a_double_click_sends_only_one_email(share: Share, mailoutbox: Outbox) -> None:
    for _ in range(2):
        share(email="anna@example.org")

    assert len(mailoutbox) == 1
    assert SharedLink.objects.count() == 1


def test_one_address_gets_at_most_three_emails_a_day(share: Share, mailoutbox: Outbox) -> None:
    pages = []
    for minutes in range(0, 8, 2):
        with time_machine.travel(NOON + timedelta(minutes=minutes)):
            pages.append(share(email="anna@example.org"))

    assert len(mailoutbox) == 3
    assert "You’ve reached today’s limit for links. Try again tomorrow." in pages[-1]


def test_the_number_of_links_per_day_is_limited(
    share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "QUOTA", Quota(links_a_day=2, links_a_day_to_one=3))
    page = [share() for _ in range(3)][-1]

    assert "You’ve reached today’s limit for links." in page
    assert SharedLink.objects.count() == 2


def test_the_log_contains_neither_token_nor_address(
    share: Share,
    as_owner: Client,
    business: Business,
    mailoutbox: Outbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "assessment.outputs.reports")
    share(email="anna@example.org", for_whom="Anna")
    as_owner.post(share_url(business, "end_share"), {"link": "all"})

    events = " ".join(record.getMessage() for record in caplog.records)
    assert "result shared" in events
    assert "sharing ended" in events
    assert path_in(str(mailoutbox[0].body)).split("/")[2] not in events
    assert "@" not in events
    assert "Anna" not in events
