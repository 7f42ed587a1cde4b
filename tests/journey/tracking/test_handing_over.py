"""Somebody without an account gets a link in a mail to do one action."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.links.services import Quota
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox import delivery
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.tracking import services
from assessment.journey.tracking.services import hand_overs
from tests.factories import NOON, TOO_LONG_ADDRESS
from tests.journey.tracking.links import HandOverTo, Outbox, ended
from tests.journey.tracking.plans import address, board, send, standing

pytestmark = pytest.mark.django_db


def test_the_mail_says_who_what_and_by_when(hand_over: HandOverTo, mailoutbox: Outbox) -> None:
    path = hand_over()

    (mail,) = mailoutbox
    assert mail.to == ["anna@example.com"]
    assert mail.subject == "Owner is asking for your help: Agree what anyone may do on the spot"
    body = " ".join(str(mail.body).split())
    assert (
        "Hello Anna, Owner would like you to do one thing for Café Lindgren by Tuesday 24" in body
    )
    assert "works until 8 December" in body
    assert path in str(mail.alternatives[0][0])


def test_for_what_is_late_the_mail_names_no_day(
    hand_over: HandOverTo, mailoutbox: Outbox, soon: PlanItem
) -> None:
    PlanItem.objects.filter(pk=soon.pk).update(due_on=NOON.date() - timedelta(days=9))

    path = hand_over()

    assert "as soon as you can" in " ".join(str(mailoutbox[0].body).split())
    assert "It was due on Wednesday 11\xa0November, and still counts." in Client().get(path).text


def test_only_the_hash_of_the_token_is_kept(hand_over: HandOverTo) -> None:
    token = hand_over().split("/")[2]

    link = HandOver.objects.get()
    assert len(token) >= 43
    assert link.token_hash == hash_of(token)
    assert token not in str(vars(link))


def test_the_board_and_the_page_say_who_has_it(
    as_owner: Client, hand_over: HandOverTo, soon: PlanItem
) -> None:
    hand_over()

    page = as_owner.get(board(soon.plan.assessment.business)).text
    assert "<span>Anna</span>" in page
    assert "over to Anna. A link is on its way to anna@example.com." in page
    page = as_owner.get(address("plan_item", soon)).text
    assert "Anna has a link, sent to anna@example.com. It works until 8\xa0December." in page
    assert "Owner handed this over to Anna" in page


def test_a_second_click_sends_nothing_more(hand_over: HandOverTo, soon: PlanItem) -> None:
    path = hand_over()

    assert hand_over() == ""
    assert not ended(path)
    assert soon.changes.count() == 1


def test_a_new_link_ends_the_old_one(
    hand_over: HandOverTo, at_noon: time_machine.Traveller
) -> None:
    old = hand_over()
    at_noon.shift(timedelta(minutes=2))

    new = hand_over()

    assert new not in {"", old}
    assert ended(old)
    assert not ended(new)


def test_handing_over_to_somebody_else_ends_the_first_link(hand_over: HandOverTo) -> None:
    first = hand_over()

    second = hand_over("Ben", "ben@example.com")

    assert ended(first)
    assert not ended(second)


def test_one_address_gets_three_mails_a_day_and_then_nothing_changes(
    hand_over: HandOverTo, at_noon: time_machine.Traveller, as_owner: Client, soon: PlanItem
) -> None:
    for _ in range(3):
        assert hand_over()
        at_noon.shift(timedelta(minutes=2))
    newest = HandOver.objects.latest("pk")

    assert hand_over() == ""

    newest.refresh_from_db()
    assert newest.ended_at is None
    page = as_owner.get(address("plan_item", soon)).text
    assert "That was enough mail for a day. Try again tomorrow." in page
    at_noon.shift(timedelta(days=1))
    assert hand_over()


def test_one_person_sends_twenty_mails_a_day(
    hand_over: HandOverTo, monkeypatch: pytest.MonkeyPatch, soon: PlanItem
) -> None:
    monkeypatch.setattr(hand_overs, "QUOTA", Quota(links_a_day=1, links_a_day_to_one=3))
    assert hand_over()
    before = standing(soon)

    assert hand_over("Ben", "ben@example.com") == ""
    assert standing(soon) == before


def test_nobody_unverified_sends_mail(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    EmailAddress.objects.update(verified=False)

    assert hand_over() == ""
    assert soon.helper_name == ""
    assert "First show us that" in as_owner.get(address("hand_over_item", soon)).text


def test_what_is_done_already_asks_nobody(hand_over: HandOverTo, soon: PlanItem) -> None:
    PlanItem.objects.filter(pk=soon.pk).update(status=Status.DONE, ended_on=NOON.date())

    assert hand_over() == ""
    assert soon.helper_name == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "email": "a@b.example"}, "Write the name of the person who does it."),
        ({"name": "x" * 101, "email": "a@b.example"}, "at most 100 letters"),
        ({"name": "Anna", "email": ""}, "Write the e-mail address that gets the link."),
        ({"name": "Anna", "email": "anna"}, "like name@example.com"),
        ({"name": "Anna", "email": TOO_LONG_ADDRESS}, "at most 254 letters"),
        ({"name": "Anna", "email": "a@b.example\r\nBcc: x@y.example"}, "like name@example.com"),
    ],
)
def test_what_does_not_fit_is_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, str], says: str
) -> None:
    response = send(as_owner, "hand_over_item", soon, **fields)

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert not HandOver.objects.exists()


def test_whoever_was_slower_hands_nothing_over(
    as_owner: Client, as_editor: Client, soon: PlanItem
) -> None:
    seen = soon.revision
    send(as_editor, "note_item", soon, note="Mine.")

    response = as_owner.post(
        address("hand_over_item", soon), {"seen": seen, "name": "Anna", "email": "a@b.example"}
    )

    assert response.status_code == 409
    assert "a@b.example" in response.text
    assert not HandOver.objects.exists()


def test_hostile_names_stay_names(hand_over: HandOverTo, mailoutbox: Outbox) -> None:
    path = hand_over("<b>Anna</b>\r\nBcc: all@example.com")

    assert "&lt;b&gt;Anna&lt;/b&gt;" in str(mailoutbox[-1].alternatives[0][0])
    assert "\n" not in mailoutbox[-1].subject
    assert Client().get(path).status_code == 200


def test_the_log_holds_neither_token_nor_address(
    hand_over: HandOverTo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assessment.journey.planning")
    token = hand_over().split("/")[2]

    events = " ".join(record.getMessage() for record in caplog.records)
    assert "handed over" in events
    assert "@" not in events
    assert token not in events


# ---- for reminders


def test_a_reminder_gets_a_link_of_its_own(hand_over: HandOverTo, soon: PlanItem) -> None:
    first = hand_over()

    token = services.renew_link(item=soon, at=NOON + timedelta(days=2))

    second = reverse("helper_action", args=[token])
    assert not ended(first)
    assert not ended(second)
    old, new = HandOver.objects.order_by("pk")
    assert (new.name, new.email, new.expires_at) == (old.name, old.email, old.expires_at)
    assert new.made_at == old.made_at


def test_who_has_no_link_gets_none_with_a_reminder(hand_over: HandOverTo, soon: PlanItem) -> None:
    with pytest.raises(services.NoLink):
        services.renew_link(item=soon, at=NOON)
    hand_over()

    with pytest.raises(services.NoLink):
        services.renew_link(item=soon, at=NOON + timedelta(days=60))


@pytest.fixture
def no_mail_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody answers there


def test_without_a_mail_server_the_page_says_what_is_kept_and_what_to_do(
    as_owner: Client,
    soon: PlanItem,
    no_mail_server: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks() as after:
        send(as_owner, "hand_over_item", soon, name="Anna", email="anna@example.com")

    with pytest.raises(delivery.NotAccepted):
        after[0]()

    assert HandOver.objects.get().ended_at == NOON
    assert "has no link that works" in as_owner.get(address("plan_item", soon)).text


@pytest.mark.django_db(transaction=True)
def test_and_nobody_gets_a_page_that_broke(
    as_owner: Client, soon: PlanItem, no_mail_server: None
) -> None:
    response = send(as_owner, "hand_over_item", soon, name="Anna", email="anna@example.com")

    assert response.status_code == 302
    page = as_owner.get(response["Location"]).text
    assert "the mail with the link did not get through" in page
