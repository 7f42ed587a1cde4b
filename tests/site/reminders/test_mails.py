"""The content of each reminder: one reason, one button, and a link to stop it."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox.services import LINE
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.parties.businesses.models import Business
from assessment.site.reminders.models import Reminder
from tests.factories import make_model_version
from tests.site.reminders.making import (
    FRIDAY,
    MONDAY,
    Q4,
    claim_at,
    make_checked,
    make_colleague,
    make_item,
    make_plan,
    work,
)

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
Send = Callable[[datetime], EmailMultiAlternatives]

NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.SITE_URL = "https://cairn.example"


@pytest.fixture
def send(mailoutbox: Outbox) -> Send:
    """Send everything that is due at a moment, and return the last email."""

    def at(moment: datetime) -> EmailMultiAlternatives:
        with time_machine.travel(moment, tick=False):
            claim_at(moment)
            work()
        return mailoutbox[-1]

    return at


def body(mail: EmailMultiAlternatives) -> str:
    return " ".join(str(mail.body).split())


def page(mail: EmailMultiAlternatives) -> str:
    return " ".join(str(mail.alternatives[0][0]).split())


def buttons(mail: EmailMultiAlternatives) -> list[str]:
    return re.findall(r'class="button" href="([^"]*)"', page(mail))


# ---- the check


def test_the_first_reminder_names_the_last_result_and_the_actions_done(
    business: Business, plan: Plan, send: Send
) -> None:
    for number in range(6):
        make_item(plan, date(2026, 12, 1), status=Status.OPEN if number else Status.DONE)
    PlanItem.objects.filter(position__lt=6).update(status=Status.DONE, ended_on=date(2026, 12, 1))

    mail = send(NEW_YEAR)

    assert mail.subject == "Your check for January to March is ready"
    assert "30 questions, about twelve minutes." in body(mail)
    assert "Last time, Café Lindgren scored 67 of 100. Its level: Sparkle, perhaps Smooth." in body(
        mail
    )
    assert "Five of your six actions are done. Let’s see what they changed." in body(mail)
    assert "We’ll remind you once more in a week, and then stop." in body(mail)
    assert buttons(mail) == ["https://cairn.example/b/cafe-lindgren/check/"]


def test_a_level_under_the_first_rule_is_named_without_doubt(
    business: Business, owner: User, send: Send
) -> None:
    make_checked(business, owner, questions="cairn-1.0")

    mail = send(NEW_YEAR)

    assert "Last time, Café Lindgren scored 67 of 100 and reached the level Sparkle." in body(mail)


def test_the_second_reminder_says_it_is_the_last(plan: Plan, send: Send) -> None:
    send(NEW_YEAR)

    mail = send(NEW_YEAR + timedelta(days=7))

    assert mail.subject == "Your check for January to March is still waiting for you"
    assert "We won’t remind you again this quarter." in body(mail)


def test_before_the_first_result_the_reminder_names_none(business: Business, send: Send) -> None:
    make_model_version()

    mail = send(datetime(2026, 10, 1, 9, tzinfo=UTC))

    assert "Last time" not in body(mail) + page(mail)
    assert "done" not in body(mail)


def test_a_result_without_a_score_is_omitted(business: Business, owner: User, send: Send) -> None:
    assessment = make_checked(business, owner)
    assessment.result.score = None
    assessment.result.save()

    assert "Last time" not in body(send(NEW_YEAR))


@pytest.mark.parametrize(
    ("done", "actions", "words"),
    [
        (0, 3, "You haven’t completed any actions yet."),
        (1, 1, "The one action in your plan is done."),
        (1, 3, "One of your three actions is done."),
        (10, 12, "10 of your 12 actions are done."),
    ],
)
def test_every_number_of_actions_makes_a_correct_sentence(
    plan: Plan, send: Send, done: int, actions: int, words: str
) -> None:
    for number in range(actions):
        status = Status.DONE if number < done else Status.DROPPED
        make_item(plan, date(2026, 10, 5), status=status)
    PlanItem.objects.exclude(status=Status.DONE).update(status=Status.OPEN, ended_on=None)
    PlanItem.objects.filter(status=Status.OPEN).update(due_on=date(2026, 10, 5))

    assert words in body(send(NEW_YEAR))


# ---- one action


def test_an_action_is_listed_with_its_day_cost_and_first_move(
    plan: Plan, owner: User, send: Send
) -> None:
    item = make_item(plan, date(2026, 11, 23), action="CON3q", hours=4, money=50, owner=owner)

    mail = send(FRIDAY)

    action = plan.assessment.model_version.maturity.action("CON3q")
    assert mail.subject == f"Due on Monday 23 November: {action.title}".replace(
        " 23", "\xa023"
    ) or (mail.subject == f"Due on Monday 23 November: {action.title}")
    assert "4 hours, up to £50" in body(mail)
    assert " ".join(f"Start here: {action.first_move}".split()) in body(mail)
    assert "because this action at Café Lindgren is yours" in body(mail)
    assert buttons(mail) == [f"https://cairn.example/b/cafe-lindgren/plan/{item.key}/"]


def test_on_its_last_day_an_action_is_due_today(plan: Plan, send: Send) -> None:
    make_item(plan, FRIDAY.date(), title="Buy chalk")

    mail = send(FRIDAY)

    assert mail.subject == "Due today: Buy chalk"
    assert "2 hours, free" in body(mail)
    assert "there’s nobody else we can remind about this action" in body(mail)


@pytest.fixture
def handed(plan: Plan, owner: User) -> PlanItem:
    """An action handed to someone without an account, by a link."""
    item = make_item(
        plan,
        date(2026, 11, 23),
        title="Buy chalk",
        helper_name="Hans",
        helper_email="hans@example.org",
    )
    HandOver.objects.create(
        item=item,
        name="Hans",
        email="hans@example.org",
        token_hash=hash_of("the first one"),
        made_by=owner,
        made_at=FRIDAY - timedelta(days=7),
        expires_at=FRIDAY + timedelta(days=20),
    )
    return item


def test_a_helper_gets_a_link_that_opens_the_action(
    handed: PlanItem, send: Send, client: Client
) -> None:
    mail = send(FRIDAY)

    (url,) = buttons(mail)
    assert mail.to == ["hans@example.org"]
    assert "because Café Lindgren asked you to do this action" in body(mail)
    assert url.startswith("https://cairn.example/a/")
    assert url in str(mail.body)
    with time_machine.travel(FRIDAY):
        assert "Buy chalk" in client.get(url.removeprefix("https://cairn.example")).text


def test_a_helper_whose_link_has_ended_gets_nothing(handed: PlanItem, mailoutbox: Outbox) -> None:
    HandOver.objects.update(ended_at=FRIDAY)

    with time_machine.travel(FRIDAY, tick=False):
        claim_at(FRIDAY)
        work()

    assert mailoutbox == []
    assert Reminder.objects.get().settled_at == FRIDAY
    assert HandOver.objects.count() == 1


# ---- what is late


def test_late_actions_come_first_then_the_next_one(plan: Plan, owner: User, send: Send) -> None:
    make_item(plan, date(2026, 11, 11), title="Ask one month’s customers", hours=3)
    make_item(plan, date(2026, 10, 28), title="Agree on refunds", money=50, owner=owner)
    make_item(plan, date(2026, 11, 25), title="Draw the path", hours=1)
    make_item(plan, date(2026, 12, 2), title="Not yet")
    make_item(plan, date(2026, 10, 20), title="Done with", status=Status.DONE)

    mail = send(MONDAY)

    lines = str(mail.body).replace("\xa0", " ").splitlines()
    assert mail.subject == "2 actions are late at Café Lindgren"
    assert "Two actions are late</h1>" in page(mail)
    start = lines.index("19 DAYS LATE")
    assert lines[start : start + 7] == [
        "19 DAYS LATE",
        "Agree on refunds",
        "Due 28 October · 2 hours, up to £50 · Owner",
        "",
        "5 DAYS LATE",
        "Ask one month’s customers",
        "Due 11 November · 3 hours, free · nobody yet",
    ]
    assert lines[lines.index("COMING UP") + 1] == "Draw the path"
    assert "Done so far: 1 of 5 actions." in lines
    assert "Not yet" not in body(mail) + page(mail)
    assert buttons(mail) == ["https://cairn.example/b/cafe-lindgren/plan/"]


def test_a_member_sees_only_their_own_actions(
    plan: Plan, business: Business, mailoutbox: Outbox, send: Send
) -> None:
    edith = make_colleague(business)
    make_item(plan, date(2026, 11, 11), title="Hers", owner=edith)
    make_item(plan, date(2026, 11, 12), title="Not hers")
    make_item(plan, date(2026, 11, 20), title="Not hers, later")
    make_item(plan, date(2026, 11, 21), title="Hers, later", owner=edith)

    send(MONDAY)

    (mail,) = [mail for mail in mailoutbox if mail.to == ["edith@example.com"]]
    assert mail.subject == "1 action is late at Café Lindgren"
    assert "Hers, later" in body(mail)
    assert "Not hers" not in body(mail) + page(mail)


# ---- the quarterly summary


def test_the_summary_says_what_was_done_and_what_it_changed(plan: Plan, send: Send) -> None:
    done = {"status": Status.DONE, "ended_on": date(2026, 11, 2)}
    make_item(
        plan, date(2026, 11, 2), real_hours="2.50", outcome="Two people\nsaid <thanks>.", **done
    )
    make_item(plan, date(2026, 11, 2), real_hours=3, **done)
    make_item(plan, date(2026, 12, 20))
    make_item(plan, date(2026, 12, 20), status=Status.DROPPED)

    mail = send(datetime(2026, 12, 26, 9, tzinfo=UTC))

    assert mail.subject == "Your October to December summary for Café Lindgren"
    assert "Two of three actions done</h1>" in page(mail)
    assert "You put in 5½ hours." in body(mail)
    assert "One action is still open" in body(mail)
    assert "Action 1 Two people said <thanks>." in body(mail)
    assert "Two people<br>said &lt;thanks&gt;." in page(mail)
    assert "Your next check is due on 1 January." in body(mail)
    assert len(buttons(mail)) == 1


def test_a_summary_of_nothing_done_is_kind(plan: Plan, send: Send) -> None:
    make_item(plan, date(2027, 1, 20))

    mail = send(datetime(2026, 12, 26, 9, tzinfo=UTC))

    assert "Nothing ticked off yet</h1>" in page(mail)
    assert "You put in" not in body(mail)
    assert "WHAT CHANGED" not in body(mail)


def test_the_next_check_opens_in_the_quarter_of_the_business(plan: Plan, send: Send) -> None:
    make_item(plan, date(2026, 12, 20), status=Status.DONE)
    Business.objects.update(first_month=2)

    mail = send(datetime(2027, 1, 26, 9, tzinfo=UTC))

    assert "You’ve finished your whole plan</h1>" in page(mail)
    assert "Your next check is due on 1 February." in body(mail)


# ---- all of them


@pytest.fixture
def every_mail(plan: Plan, mailoutbox: Outbox, send: Send) -> Outbox:
    """One email of each kind."""
    make_item(plan, date(2026, 11, 23), title="T" * 119)
    make_item(plan, date(2026, 12, 30), status=Status.DONE, outcome="word " * 60)
    for moment in (
        FRIDAY,
        datetime(2026, 11, 30, 9, tzinfo=UTC),
        datetime(2026, 12, 29, 9, tzinfo=UTC),
        NEW_YEAR,
    ):
        send(moment)
    assert {r.kind for r in Reminder.objects.all()} == {
        "action_due",
        "late",
        "summary",
        "check_due",
    }
    return mailoutbox


def test_every_email_can_be_stopped_with_one_click(every_mail: Outbox) -> None:
    for mail in every_mail:
        head = message_from_bytes(mail.message().as_bytes(), policy=policy.default)
        url = str(head["List-Unsubscribe"]).strip()
        assert re.fullmatch(r"<https://cairn\.example/e/[\w:=-]+/>", url)
        assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert url.strip("<>") in str(mail.body)
        assert f'href="{url.strip("<>")}"' in page(mail)


def test_every_email_has_one_button_whose_link_is_in_the_text_too(every_mail: Outbox) -> None:
    for mail in every_mail:
        (url,) = buttons(mail)
        assert url in str(mail.body).splitlines()


def test_every_text_is_wrapped_and_its_links_stay_whole(every_mail: Outbox) -> None:
    for mail in every_mail:
        for line in str(mail.body).splitlines():
            assert len(line) <= LINE or " " not in line
        assert "\n\n\n" not in str(mail.body)
        assert " \n" not in str(mail.body)


def test_every_subject_is_one_line(plan: Plan, business: Business, send: Send) -> None:
    business.name = "Café\r\nBcc: all@example.com"
    business.save()
    make_item(plan, date(2026, 11, 11), title="Buy\nchalk")

    mail = send(MONDAY)

    assert "\n" not in mail.subject
    assert "Bcc" not in mail.message()
    assert mail.recipients() == ["owner@example.com"]


def test_emails_use_the_language_of_the_reader(
    plan: Plan, owner: User, send: Send, settings: Any
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
    User.objects.update(language="de")
    make_item(plan, date(2026, 11, 23))

    mail = send(FRIDAY)

    assert '<html lang="de">' in page(mail)
    assert "November" in mail.subject
    assert "Montag" in mail.subject


def test_days_follow_the_time_zone_of_the_business(plan: Plan, send: Send) -> None:
    Business.objects.update(time_zone="Pacific/Auckland")
    make_item(plan, date(2026, 11, 21), title="Buy chalk")

    # It is already Saturday at the business, but still Friday where its owner lives.
    assert send(FRIDAY).subject == "Due today: Buy chalk"


def test_a_summary_names_the_quarter_of_its_plan(
    business: Business, owner: User, send: Send
) -> None:
    plan = make_plan(business, owner, Q4)
    make_item(plan, date(2026, 12, 20), status=Status.PARTLY)

    assert "Here’s how October to December went" in body(
        send(datetime(2026, 12, 28, 9, tzinfo=UTC))
    )
