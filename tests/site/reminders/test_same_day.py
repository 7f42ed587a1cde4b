"""Actions that are due on the same day share one email to each reader."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox.models import MailStatus, OutgoingMail
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.parties.businesses.models import Business
from assessment.site.reminders import tasks
from assessment.site.reminders.models import Reminder
from tests.site.reminders.making import FRIDAY, claim_at, make_colleague, make_item, work

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
MONDAY_ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Iterator[time_machine.Traveller]:
    settings.SITE_URL = "https://cairn.example"
    with time_machine.travel(FRIDAY, tick=False) as coordinates:
        yield coordinates


def remind() -> None:
    claim_at(FRIDAY)
    work()


def words(mail: EmailMultiAlternatives) -> str:
    return " ".join(str(mail.body).replace("\N{NO-BREAK SPACE}", " ").split())


def links(mail: EmailMultiAlternatives) -> list[str]:
    """Return the links of the HTML part, except the one that stops these emails."""
    page = str(mail.alternatives[0][0])
    return [url for url in re.findall(r'href="([^"]*)"', page) if "/e/" not in url]


def test_actions_due_on_the_same_day_share_one_email(plan: Plan, mailoutbox: Outbox) -> None:
    for _ in range(6):
        make_item(plan, MONDAY_ON)
    make_item(plan, date(2026, 11, 22))

    remind()

    assert {mail.subject.replace("\xa0", " ") for mail in mailoutbox} == {
        "Due on Sunday 22 November: Action 7",
        "Due on Monday 23 November: 6 actions",
    }
    assert Reminder.objects.filter(mail__status=MailStatus.HANDED_OVER).count() == 7
    assert OutgoingMail.objects.count() == 2


def test_an_action_that_joins_later_is_mentioned_alone(plan: Plan, mailoutbox: Outbox) -> None:
    make_item(plan, MONDAY_ON)
    remind()
    make_item(plan, MONDAY_ON, title="Late to the party")

    remind()

    assert mailoutbox[1].subject.endswith(": Late to the party")


def test_an_action_done_in_the_meantime_is_left_out(plan: Plan, mailoutbox: Outbox) -> None:
    for number in range(3):
        make_item(plan, MONDAY_ON, title=f"Item {number}")
    claim_at(FRIDAY)
    PlanItem.objects.filter(title="Item 1").update(status=Status.DONE, ended_on=FRIDAY.date())

    work()

    (mail,) = mailoutbox
    assert "Item 0" in mail.body
    assert "Item 1" not in mail.body
    assert Reminder.objects.exclude(settled_at=None).count() == 1


def test_an_email_about_many_actions_opens_each_of_them_and_the_plan(
    plan: Plan, mailoutbox: Outbox
) -> None:
    items = [make_item(plan, MONDAY_ON, title=f"Item {number}") for number in range(6)]

    remind()

    (mail,) = mailoutbox
    site = "https://cairn.example/b/cafe-lindgren/plan/"
    assert links(mail) == [*(f"{site}{item.key}/" for item in items), site]
    assert str(mail.alternatives[0][0]).count('class="button"') == 1
    assert all(url in str(mail.body).splitlines() for url in links(mail))
    assert all(f"Item {number} 2 hours, free" in words(mail) for number in range(6))
    assert "\n\n\n" not in str(mail.body)


@pytest.mark.parametrize(
    ("mine", "why"),
    [
        (2, "because these actions at Café Lindgren are yours."),
        (1, "because some of these actions at Café Lindgren are yours, and there’s nobody else"),
        (0, "and there’s nobody else we can remind about these actions."),
    ],
)
def test_an_email_about_many_actions_says_why_it_was_sent(
    plan: Plan, owner: User, mailoutbox: Outbox, mine: int, why: str
) -> None:
    for number in range(2):
        make_item(plan, MONDAY_ON, owner=owner if number < mine else None)

    remind()

    assert why in words(mailoutbox[0])


def test_each_reader_gets_their_own_actions(
    plan: Plan, business: Business, mailoutbox: Outbox
) -> None:
    edith = make_colleague(business)
    for number in range(4):
        make_item(plan, MONDAY_ON, title=f"Item {number}", owner=edith if number % 2 else None)

    remind()

    found = {mail.to[0]: re.findall(r"Item \d", str(mail.body)) for mail in mailoutbox}
    assert found == {
        "owner@example.com": ["Item 0", "Item 2"],
        "edith@example.com": ["Item 1", "Item 3"],
    }


def handed(plan: Plan, owner: User, title: str) -> PlanItem:
    """An action handed to someone without an account, by a link."""
    item = make_item(
        plan, MONDAY_ON, title=title, helper_name="Hans", helper_email="hans@example.org"
    )
    HandOver.objects.create(
        item=item,
        name="Hans",
        email="hans@example.org",
        token_hash=hash_of(title),
        made_by=owner,
        made_at=FRIDAY - timedelta(days=7),
        expires_at=FRIDAY + timedelta(days=20),
    )
    return item


def test_a_helper_gets_one_email_with_a_link_to_each_action(
    plan: Plan, owner: User, mailoutbox: Outbox, client: Client
) -> None:
    for title in ("Buy chalk", "Draw the path"):
        handed(plan, owner, title)

    remind()

    (mail,) = mailoutbox
    first, second, button = links(mail)
    assert button == first
    assert "because Café Lindgren asked you to do these actions." in words(mail)
    for url, title in ((first, "Buy chalk"), (second, "Draw the path")):
        assert title in client.get(url.removeprefix("https://cairn.example")).text


def test_an_action_whose_link_has_ended_is_left_out_for_its_helper(
    plan: Plan, owner: User, mailoutbox: Outbox
) -> None:
    handed(plan, owner, "Buy chalk")
    ended = handed(plan, owner, "Draw the path")
    HandOver.objects.filter(item=ended).update(ended_at=FRIDAY)

    remind()

    (mail,) = mailoutbox
    assert "Buy chalk" in mail.subject
    assert "Draw the path" not in words(mail)
    assert Reminder.objects.get(settled_at=FRIDAY).key.split(":")[2] == ended.key


def test_another_task_about_the_same_email_does_nothing(plan: Plan, mailoutbox: Outbox) -> None:
    for _ in range(3):
        make_item(plan, MONDAY_ON)
    remind()

    tasks.deliver_all(Reminder.objects.values_list("pk", flat=True))
    work()

    assert len(mailoutbox) == 1
