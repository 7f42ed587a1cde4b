"""The kinds of emails to many clients: what each says, whom it reaches, and how often."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessment.consulting.messages import services
from assessment.consulting.messages.models import MailedClient, Mailing, MailingKind, MondayEmail
from assessment.consulting.messages.queries.audience import PAUSES
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember
from assessment.parties.engagements.models import NewClient
from assessment.parties.engagements.services import prepare_businesses
from tests.consulting.messages.making import emails, owned, post, url_of
from tests.factories import NOON, new_operation

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
STILL: dict[str, Any] = {"plan_moved_at": NOON - 6 * A_WEEK, "actions": 6, "achieved": 2}
OWN = "Dear all,\n\nwe are away until Monday.\n- Ruth is at home\n- Bea is not"
TEMPLATES = {
    "check_due": "consultant_reminder",
    "plan_still": "consultant_plan",
    "report": "consultant_report",
    "own_words": "consultant_words",
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proven", "mail_waits")]


def test_every_kind_but_the_hand_over_is_in_the_tables() -> None:
    rest = set(MailingKind) - {MailingKind.HAND_OVER}

    assert set(TEMPLATES) == set(PAUSES) == rest


def send(client: Client, practice: Consultancy, kind: str) -> str:
    return post(client, practice, kind, words=OWN)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_it_comes_from_the_practice_is_answered_to_the_person_and_can_be_stopped(
    kind: str, as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma", **STILL)

    send(as_ruth, practice, kind)

    sent = OutgoingMail.objects.get(name=TEMPLATES[kind])
    assert sent.headers["Reply-To"] == "Ruth <ruth@example.com>"
    assert sent.headers["From"].startswith("North Star <")
    for text in (sent.text, sent.html):
        assert "Sent on behalf of North Star." in text
        assert "/consultants/" in text or "/north-star/" in text
        assert "Ruth is at home" in text


@pytest.mark.parametrize("kind", TEMPLATES)
def test_each_kind_waits_before_it_comes_again(
    kind: str, as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma", **STILL)
    send(as_ruth, practice, kind)
    pause = PAUSES[MailingKind(kind)]

    with time_machine.travel(NOON + pause - timedelta(seconds=1), tick=False):
        again = send(as_ruth, practice, kind)
    with time_machine.travel(NOON + pause, tick=False):
        send(as_ruth, practice, kind)

    assert "0 emails have been queued." in again
    assert "once a day" in again if pause == A_DAY else "one a week" in again
    assert len(emails(TEMPLATES[kind])) == 2


@pytest.mark.parametrize("kind", TEMPLATES)
def test_one_kind_does_not_hold_up_another(
    kind: str, as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma", **STILL)

    for each in (*TEMPLATES, kind):
        send(as_ruth, practice, each)

    assert [len(emails(name)) for name in TEMPLATES.values()] == [1, 1, 1, 1]


PLANS: dict[str, tuple[dict[str, Any], str]] = {
    "no plan": ({}, "No action in its plan is open"),
    "all done": (STILL | {"achieved": 6}, "No action in its plan is open"),
    "moved": (STILL | {"plan_moved_at": NOON - 5 * A_WEEK}, "Its plan has moved on 16 October"),
    "still": (STILL | {"plan_moved_at": NOON - 5 * A_WEEK - timedelta(seconds=1)}, ""),
}


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_stands_still_as_in_the_list_of_clients(
    plan: str, as_ruth: Client, practice: Consultancy
) -> None:
    columns, why = PLANS[plan]
    owned(practice, "Alma", **columns)

    page = post(as_ruth, practice, "plan_still").replace("\xa0", " ")
    listed = as_ruth.get(f"/practice/{practice.slug}/?show=still").text

    assert len(emails("consultant_plan")) == (not why)
    assert why in page
    assert ("Plan stands still" in listed and "Alma" in listed) or why


def test_it_says_since_when_a_plan_stands_still(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma", **STILL)

    post(as_ruth, practice, "plan_still")

    text = " ".join(OutgoingMail.objects.get(name="consultant_plan").text.split())
    assert "Nothing in your plan has changed since 9 October. 4 of 6 actions are open." in text


def test_without_a_check_there_is_no_report(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma")
    owned(practice, "Bell", due=None)

    page = post(as_ruth, practice, "report")

    assert "Bell</dt> <dd> It has not sent in a check yet" in page
    [sent] = OutgoingMail.objects.filter(name="consultant_report")
    assert "Your report on October to December is ready." in " ".join(sent.text.split())
    assert "/reports/" in sent.text
    assert ".pdf" not in sent.text


def test_own_words_are_the_whole_email_with_their_paragraphs(
    as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma")

    post(as_ruth, practice, "own_words", words="<b>Hi</b>\r\n\r\n \r\nsee\r\n- you")

    sent = OutgoingMail.objects.get(name="consultant_words")
    assert sent.subject == "North Star writes to Alma"
    assert sent.text.startswith("<b>Hi</b>\n\nsee\n- you\n\nRuth\nNorth Star\n\n--")
    assert "&lt;b&gt;Hi&lt;/b&gt;" in sent.html
    assert "see<br>- you" in sent.html


@pytest.mark.parametrize("press", ["send", "show"])
@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("own_words", "", "Write what the email says."),
        ("own_words", "x" * 2001, "Shorten your words to 2,000 characters or fewer."),
        ("check_due", "x" * 501, "Shorten your words to 500 characters or fewer."),
    ],
)
def test_words_have_a_length(
    kind: str, words: str, said: str, press: str, as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma")

    reply = as_ruth.post(
        url_of(practice), {"kind": kind, "words": words, press: "", "operation": "x"}
    )

    assert reply.status_code == 422
    assert said in reply.text
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("seen", sorted(MailingKind))
def test_only_the_kind_that_the_page_showed_is_sent(
    seen: str, as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma", **STILL)
    page = as_ruth.get(url_of(practice, f"show=all&all=1&kind={seen}")).text
    fields = {"kind": "own_words", "words": OWN, "send": seen, "operation": new_operation()}

    reply = as_ruth.post(url_of(practice), fields, follow=True)

    assert f'name="send" value="{seen}"' in page or seen == "hand_over"
    assert ("You chose another kind, and nothing has been sent." in reply.text) == (
        seen != "own_words"
    )
    assert len(emails("consultant_words")) == (seen == "own_words")


# ---- limits


def test_a_practice_can_send_only_so_many_a_day_and_the_page_says_how_many(
    as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_A_DAY", 3)
    for name in ("Alma", "Bell", "Crown"):
        owned(practice, name)
    send(as_ruth, practice, "own_words")
    owned(practice, "Drum")

    page = send(as_ruth, practice, "check_due")
    with time_machine.travel(NOON + A_DAY, tick=False):
        send(as_ruth, practice, "check_due")

    assert page.count("Your practice can send 3 emails to its clients a day") == 4
    assert len(emails("consultant_reminder")) == 3


def test_the_limit_of_hand_overs_is_what_a_person_may_send_and_not_what_is_left(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    names = [f"Client{number}" for number in range(32)]
    clients = [NewClient(name=name, owner_email=f"{name}@x.example") for name in names]
    prepare_businesses(consultancy=practice, clients=clients[:4], by=ruth, at=NOON)
    post(as_ruth, practice, "hand_over")
    prepare_businesses(consultancy=practice, clients=clients[4:], by=ruth, at=NOON)

    page = post(as_ruth, practice, "hand_over")

    assert "26 emails have been queued." in page
    assert page.count("You can send 30 of these a day") == 2


# ---- the end of a mailing


def test_mailings_are_forgotten_after_thirty_days(
    as_ruth: Client, practice: Consultancy, member: ConsultancyMember
) -> None:
    owned(practice, "Alma")
    send(as_ruth, practice, "check_due")
    MondayEmail.objects.create(member=member, monday=NOON.date())
    left = []

    for at in (NOON + 30 * A_DAY - timedelta(seconds=1), NOON + 30 * A_DAY):
        services.forget_mailings(at=at)
        left.append((Mailing.objects.count(), MailedClient.objects.count()))

    assert left == [(1, 1), (0, 0)]
    assert not MondayEmail.objects.exists()
