"""A practice and its client write to each other, and each side sees what is new."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import Conversation, Message
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    Consultancy,
    ConsultancyMember,
    Engagement,
    PracticeMail,
)
from assessment.parties.departures.services import end_engagement
from tests.consulting.clients.conftest import proven, signed_in
from tests.factories import NOON, make_consultancy, make_member, make_user

pytestmark = pytest.mark.django_db

HELLO = "Your reply time is clear now. Well done."
BACK = "We do have a list. It is on the back of the till."


@pytest.fixture(autouse=True)
def ready(plan: Any, engagement: Engagement) -> None:
    """The café has a result, and the practice has access."""


def write(client: Client, firm: Consultancy, business: Business, text: str, **more: Any) -> Any:
    url = reverse("write_to_client", args=[firm.slug, business.slug])
    return client.post(url, {"about": "", "text": text, "operation": uuid4(), **more})


def answer(client: Client, firm: Consultancy, business: Business, text: str, **more: Any) -> Any:
    url = reverse("consultant_comments", args=[business.slug, firm.slug])
    return client.post(url, {"about": "", "text": text, "operation": uuid4(), **more})


def theirs(client: Client, firm: Consultancy, business: Business) -> str:
    return client.get(reverse("client_comments", args=[firm.slug, business.slug])).text


def ours(client: Client, firm: Consultancy, business: Business) -> str:
    return client.get(reverse("consultant_comments", args=[business.slug, firm.slug])).text


def home(client: Client, business: Business) -> str:
    return client.get(reverse("business", args=[business.slug])).text


def test_what_a_consultant_writes_is_on_the_home_page_and_can_be_answered(
    as_connie: Client, as_owner: Client, firm: Consultancy, business: Business
) -> None:
    write(as_connie, firm, business, HELLO, about="consistency")

    assert "Connie wrote to you" in home(as_owner, business)
    assert HELLO in ours(as_owner, firm, business)
    answer(as_owner, firm, business, BACK, about="consistency")
    page = theirs(as_connie, firm, business)
    assert BACK in page
    assert "Consistency" in page
    assert Conversation.objects.count() == 1
    assert AuditEntry.objects.filter(kind=Event.COMMENTED).count() == 2


def test_unread_until_somebody_says_so_or_answers(
    as_connie: Client,
    as_owner: Client,
    firm: Consultancy,
    business: Business,
    at_noon: time_machine.Traveller,
) -> None:
    write(as_connie, firm, business, HELLO)
    ours(as_owner, firm, business)
    assert "Connie wrote to you" in home(as_owner, business)
    conversation = Conversation.objects.get()

    as_owner.post(reverse("read_consultant", args=[business.slug, firm.slug, conversation.pk]))

    assert "Connie wrote to you" not in home(as_owner, business)
    at_noon.shift(timedelta(minutes=1))
    answer(as_owner, firm, business, BACK)
    page = as_connie.get(reverse("client", args=[firm.slug, business.slug])).text
    assert "One message is new" in page
    as_connie.post(reverse("read_client", args=[firm.slug, business.slug, conversation.pk]))
    page = as_connie.get(reverse("client", args=[firm.slug, business.slug])).text
    assert "message is new" not in page


def test_a_message_sent_twice_is_written_once(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    once = uuid4()

    write(as_connie, firm, business, HELLO, operation=once)
    write(as_connie, firm, business, HELLO, operation=once)

    assert Message.objects.count() == 1
    assert len(mail.outbox) == 1


def test_an_empty_message_is_explained(
    as_connie: Client, as_owner: Client, firm: Consultancy, business: Business
) -> None:
    for reply in (write(as_connie, firm, business, ""), answer(as_owner, firm, business, "")):
        assert reply.status_code == 422
        assert "Write a message first." in reply.text


# ---- email


def test_each_side_gets_at_most_one_email_an_hour(
    as_connie: Client,
    as_owner: Client,
    firm: Consultancy,
    business: Business,
    at_noon: time_machine.Traveller,
) -> None:
    write(as_connie, firm, business, HELLO)
    write(as_connie, firm, business, "And one more thing.")
    answer(as_owner, firm, business, BACK)
    assert [m.to[0] for m in mail.outbox] == ["owner@example.com", "connie@example.com"]
    assert HELLO not in mail.outbox[0].body

    at_noon.shift(timedelta(minutes=61))
    write(as_connie, firm, business, "Still there?")

    assert [m.to[0] for m in mail.outbox][2:] == ["owner@example.com"]


def test_editors_are_told_too_but_viewers_are_not(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    make_member(business, proven(make_user("edith")), Role.EDITOR)
    make_member(business, proven(make_user("vera")), Role.VIEWER)

    write(as_connie, firm, business, HELLO)

    assert sorted(m.to[0] for m in mail.outbox) == ["edith@example.com", "owner@example.com"]


def test_each_person_can_turn_their_emails_off_and_on(
    as_connie: Client, as_owner: Client, firm: Consultancy, business: Business
) -> None:
    url = reverse("consultant_mails", args=[business.slug, firm.slug])
    assert "Your emails are on" in as_owner.get(url).text

    as_owner.post(url, {"off": "1"})
    write(as_connie, firm, business, HELLO)

    assert not mail.outbox
    assert "Your emails are off" in as_owner.get(url).text
    as_owner.post(url, {"on": "1"})
    write(as_connie, firm, business, HELLO, about="culture")
    assert len(mail.outbox) == 1


def test_people_of_the_practice_can_turn_theirs_off(
    as_owner: Client, firm: Consultancy, business: Business, connie: User
) -> None:
    ConsultancyMember.objects.filter(user=connie).update(muted=[PracticeMail.CLIENT_WROTE])

    answer(as_owner, firm, business, BACK)

    assert not mail.outbox


def test_those_who_took_part_are_told_and_not_everybody(
    as_connie: Client, as_owner: Client, assistant: User, firm: Consultancy, business: Business
) -> None:
    answer(as_owner, firm, business, "Is anybody there?")
    assert len(mail.outbox) == 2
    write(as_connie, firm, business, HELLO, about="culture")
    mail.outbox.clear()

    answer(as_owner, firm, business, BACK, about="culture")

    assert [m.to[0] for m in mail.outbox] == ["connie@example.com"]


# ---- who may


@pytest.mark.parametrize(
    ("level", "status"),
    [(AccessLevel.SEE, 403), (AccessLevel.WORK, 302), (AccessLevel.SEND, 302)],
)
def test_writing_takes_more_than_seeing(
    as_connie: Client, firm: Consultancy, business: Business, level: AccessLevel, status: int
) -> None:
    Engagement.objects.update(level=level)

    assert write(as_connie, firm, business, HELLO).status_code == status
    assert Message.objects.exists() is (status == 302)


def test_another_practice_reads_none_of_it(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    write(as_connie, firm, business, HELLO)
    ruth = make_user("ruth")
    other = make_consultancy("Blue Door", admin=ruth)
    Engagement.objects.create(consultancy=other, business=business, given_at=NOON)
    as_ruth = signed_in(ruth)

    assert HELLO not in theirs(as_ruth, other, business)
    url = reverse("client_comments", args=[firm.slug, business.slug])
    assert as_ruth.get(url).status_code == 404
    url = reverse("consultant_comments", args=[business.slug, firm.slug])
    assert as_ruth.get(url).status_code == 403


def test_viewers_and_strangers_read_nothing(
    as_connie: Client, as_stranger: Client, firm: Consultancy, business: Business
) -> None:
    write(as_connie, firm, business, HELLO)
    vera = make_user("vera")
    make_member(business, vera, Role.VIEWER)
    url = reverse("consultant_comments", args=[business.slug, firm.slug])

    assert signed_in(vera).get(url).status_code == 403
    assert "wrote to you" not in home(signed_in(vera), business)
    assert as_stranger.get(url).status_code == 404


def test_with_the_access_everything_is_gone_at_once(
    as_connie: Client,
    as_owner: Client,
    engagement: Engagement,
    firm: Consultancy,
    business: Business,
    owner: User,
) -> None:
    write(as_connie, firm, business, HELLO)

    end_engagement(engagement=engagement, by=owner, at=NOON)

    assert (
        as_connie.get(reverse("client_comments", args=[firm.slug, business.slug])).status_code
        == 404
    )
    assert "wrote to you" not in home(as_owner, business)


def test_it_stays_out_of_the_file_of_the_business(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    write(as_connie, firm, business, HELLO)

    assert HELLO not in str(business_document(business))
