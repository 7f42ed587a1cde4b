"""Handing an action over to someone without an account, by an emailed link."""

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
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.tracking import services
from assessment.journey.tracking.services import hand_overs
from assessment.parties.businesses.models import Business
from tests.factories import NOON, TOO_LONG_ADDRESS, make_engagement, make_user
from tests.journey.tracking.links import HandOverTo, Outbox, ended
from tests.journey.tracking.plans import address, board, send, state_of

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


def test_a_consultants_mail_comes_in_the_name_of_the_practice(
    business: Business,
    soon: PlanItem,
    mailoutbox: Outbox,
    django_capture_on_commit_callbacks: Any,
) -> None:
    consultant, client = make_user("connie"), Client()
    make_engagement(business, consultant)
    EmailAddress.objects.create(
        user=consultant, email=consultant.email, verified=True, primary=True
    )
    client.force_login(consultant)

    with django_capture_on_commit_callbacks(execute=True):
        send(client, "hand_over_item", soon, name="Anna", email="anna@example.com")

    (mail,) = mailoutbox
    assert mail.message()["From"] == "North Star <cairn@localhost>"
    assert "Sent on behalf of North Star." in str(mail.body)


def test_the_mail_about_a_late_action_names_no_date(
    hand_over: HandOverTo, mailoutbox: Outbox, soon: PlanItem
) -> None:
    PlanItem.objects.filter(pk=soon.pk).update(due_on=NOON.date() - timedelta(days=9))

    path = hand_over()

    assert "as soon as you can" in " ".join(str(mailoutbox[0].body).split())
    assert (
        "It was due on Wednesday 11\xa0November, but it’s not too late." in Client().get(path).text
    )


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
    assert "Anna has a link, for anna@example.com. It works until 8\xa0December." in page
    assert "Owner handed this over to Anna" in page


def test_a_double_click_sends_one_mail(hand_over: HandOverTo, soon: PlanItem) -> None:
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


def test_handing_over_to_someone_else_ends_the_first_link(hand_over: HandOverTo) -> None:
    first = hand_over()

    second = hand_over("Ben", "ben@example.com")

    assert ended(first)
    assert not ended(second)


def test_one_address_gets_at_most_three_mails_a_day(
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
    assert "You’ve reached today’s email limit. Try again tomorrow." in page
    at_noon.shift(timedelta(days=1))
    assert hand_over()


def test_one_person_can_send_only_so_many_mails_a_day(
    hand_over: HandOverTo, monkeypatch: pytest.MonkeyPatch, soon: PlanItem
) -> None:
    monkeypatch.setattr(hand_overs, "QUOTA", Quota(links_a_day=1, links_a_day_to_one=3))
    assert hand_over()
    before = state_of(soon)

    assert hand_over("Ben", "ben@example.com") == ""
    assert state_of(soon) == before


def test_an_unconfirmed_account_cannot_hand_over(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    EmailAddress.objects.update(verified=False)

    assert hand_over() == ""
    assert soon.helper_name == ""
    assert (
        "Please confirm your email address first"
        in as_owner.get(address("hand_over_item", soon)).text
    )


def test_a_completed_action_cannot_be_handed_over(hand_over: HandOverTo, soon: PlanItem) -> None:
    PlanItem.objects.filter(pk=soon.pk).update(status=Status.DONE, ended_on=NOON.date())

    assert hand_over() == ""
    assert soon.helper_name == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "email": "a@b.example"}, "Enter the name of the person who will do it."),
        ({"name": "x" * 101, "email": "a@b.example"}, "100 characters or fewer"),
        ({"name": "Anna", "email": ""}, "Enter the email address to send the link to."),
        ({"name": "Anna", "email": "anna"}, "like name@example.com"),
        ({"name": "Anna", "email": TOO_LONG_ADDRESS}, "up to 254 characters"),
        ({"name": "Anna", "email": "a@b.example\r\nBcc: x@y.example"}, "like name@example.com"),
    ],
)
def test_wrong_values_are_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, str], says: str
) -> None:
    response = send(as_owner, "hand_over_item", soon, **fields)

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert not HandOver.objects.exists()


def test_a_conflicting_hand_over_is_refused(
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


def test_the_log_contains_neither_token_nor_address(
    hand_over: HandOverTo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assessment.journey.planning")
    token = hand_over().split("/")[2]

    events = " ".join(record.getMessage() for record in caplog.records)
    assert "handed over" in events
    assert "@" not in events
    assert token not in events


# ---- for reminders


def test_a_reminder_gets_its_own_link(hand_over: HandOverTo, soon: PlanItem) -> None:
    first = hand_over()

    token = services.renew_link(item=soon, at=NOON + timedelta(days=2))

    second = reverse("helper_action", args=[token])
    assert not ended(first)
    assert not ended(second)
    old, new = HandOver.objects.order_by("pk")
    assert (new.name, new.email, new.expires_at) == (old.name, old.email, old.expires_at)
    assert new.made_at == old.made_at


def test_a_reminder_without_a_working_link_gets_none(hand_over: HandOverTo, soon: PlanItem) -> None:
    with pytest.raises(services.NoLink):
        services.renew_link(item=soon, at=NOON)
    hand_over()

    with pytest.raises(services.NoLink):
        services.renew_link(item=soon, at=NOON + timedelta(days=60))
