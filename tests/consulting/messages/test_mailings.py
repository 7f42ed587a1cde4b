"""Emails to many clients: previewed, sent at most once, and only to those who want them."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import ConsultantMailsOff
from assessment.consulting.messages.models import MailedClient, Mailing
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import MailStatus, OutgoingMail
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import AccessRequest, NewClient
from assessment.parties.engagements.services import prepare_businesses
from tests.consulting.messages.making import emails, owned, post
from tests.consulting.portfolio.making import make_client
from tests.factories import NOON, new_operation

A_DAY = timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proven")]


def prepare(practice: Consultancy, ruth: User, *names: str) -> list[Business]:
    clients = [NewClient(name=name, owner_email=f"{name.lower()}@x.example") for name in names]
    return prepare_businesses(consultancy=practice, clients=clients, by=ruth, at=NOON)


def test_the_page_shows_the_email_and_who_gets_none(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    owned(practice, "Alma")
    owned(practice, "Bell", due=date(2027, 1, 1))
    prepare(practice, ruth, "Crown")

    page = post(as_ruth, practice, "check_due", press="show", words="Shall we talk?")

    assert "Write to 3 clients" in page
    assert "What Alma gets" in page
    assert "Your check was due on 19 October." in page
    assert "writes: “Shall we talk?”" in page
    assert "Send 1 email" in page
    assert "<dt>Bell</dt><dd>Its next check is due on 1 January</dd>" in page
    assert "<dt>Crown</dt><dd>Its owner has not taken it over yet</dd>" in page
    assert not OutgoingMail.objects.exists()


def test_reminders_are_sent_to_those_who_want_them(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    owned(practice, "Alma")
    off = owned(practice, "Bell")
    person = off.business.memberships.get().user
    ConsultantMailsOff.objects.create(business=off.business, consultancy=practice, person=person)

    page = post(as_ruth, practice, "check_due")

    assert "1 email has been queued." in page
    assert "Nobody there wants emails about what you write" in page
    assert emails("consultant_reminder") == ["alma@example.com"]


def test_a_second_click_sends_nothing(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma")
    operation = new_operation()

    for _click in range(2):
        post(as_ruth, practice, "check_due", operation=operation)

    assert Mailing.objects.count() == 1
    assert emails("consultant_reminder") == ["alma@example.com"]


def test_a_client_gets_one_reminder_a_week(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma")
    post(as_ruth, practice, "check_due")

    again = post(as_ruth, practice, "check_due")
    with time_machine.travel(NOON + 7 * A_DAY, tick=False):
        post(as_ruth, practice, "check_due")

    assert "Got a reminder on 20 November; you can send one a week" in again
    assert len(emails("consultant_reminder")) == 2


def test_hand_overs_go_to_the_owners_whose_address_is_known(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    alma, _bell = prepare(practice, ruth, "Alma", "Bell")
    owned(practice, "Crown")
    AccessRequest.objects.create(
        consultancy=practice,
        hands_over=alma,
        email="alma@x.example",
        level="work",
        made_by=ruth,
        made_at=NOON - A_DAY,
        expires_at=NOON + A_DAY,
        token_hash="known",
    )

    page = post(as_ruth, practice, "hand_over", words="Talk soon.")

    assert "The owner has a link that works until 21 November" in page
    assert "Its owner has taken it over already" in page
    assert emails("client_handed_over") == ["bell@x.example"]
    assert AccessRequest.objects.get(email="bell@x.example").words == "Talk soon."


def test_no_more_hand_overs_are_sent_than_a_person_may_send_a_day(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    prepare(practice, ruth, *(f"Client{number}" for number in range(32)))

    page = post(as_ruth, practice, "hand_over")

    assert "30 emails have been queued." in page
    assert page.count("You can send 30 of these a day") == 2


def test_a_client_that_ended_access_since_the_page_was_opened_gets_none(
    as_ruth: Client, practice: Consultancy
) -> None:
    gone = owned(practice, "Alma")
    owned(practice, "Bell")
    as_ruth.get(reverse("write_to_clients", args=[practice.slug]) + "?show=all&all=1")
    Engagement.objects.filter(pk=gone.pk).update(ended_at=NOON)

    post(as_ruth, practice, "check_due")

    assert emails("consultant_reminder") == ["bell@example.com"]


def test_the_result_is_shown_client_by_client(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma")
    post(as_ruth, practice, "check_due")
    row = MailedClient.objects.select_related("mail").get()
    assert row.mail is not None
    OutgoingMail.objects.filter(pk=row.mail.pk).settle(
        MailStatus.REFUSED, reason="no_mailbox", at=NOON
    )

    url = reverse("mailing", args=[practice.slug, row.mailing_id])
    page = as_ruth.get(url).text

    assert "Refused: there is no such mailbox." in page


@pytest.mark.parametrize("clients", [1, 20])
def test_the_page_takes_as_many_queries_for_twenty_clients(
    clients: int, as_ruth: Client, practice: Consultancy, django_assert_max_num_queries: Any
) -> None:
    for number in range(clients):
        make_client(practice, f"Client {number}")
    url = reverse("write_to_clients", args=[practice.slug]) + "?show=all&all=1"

    with django_assert_max_num_queries(15):
        as_ruth.get(url)
