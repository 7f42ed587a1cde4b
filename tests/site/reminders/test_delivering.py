"""Each reminder is sent at most once, whatever happens in the meantime."""

import smtplib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django_tasks_db.models import DBTaskResult

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.draining import drain
from assessment.foundation.outbox.models import MailReason, MailStatus, OutgoingMail
from assessment.journey.planning.models import Plan, PlanItem
from assessment.parties.businesses.models import Business, Membership
from assessment.site.reminders import services, tasks
from assessment.site.reminders.models import Kind, Pause, Reminder
from assessment.site.reminders.queries.subscriptions import Subject
from tests.site.reminders.making import FRIDAY, MONDAY, claim_at, make_item, work

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def item(plan: Plan) -> PlanItem:
    return make_item(plan, date(2026, 11, 23))


@pytest.fixture
def reminder(item: PlanItem) -> Reminder:
    """A reminder about one action, claimed and queued."""
    claim_at(FRIDAY)
    return Reminder.objects.get()


class Server:
    """A mail server that gives the prepared answers, one after the other."""

    answers: list[Exception | None] = []
    away = False
    tried = 0


@pytest.fixture
def server(settings: Any) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.FaultyBackend"
    Server.answers, Server.tried, Server.away = [], 0, False
    return Server


class FaultyBackend(EmailBackend):
    def open(self) -> bool:
        if Server.away:
            raise ConnectionRefusedError(111, "Connection refused")
        return True

    def send_messages(self, messages: Sequence[Any]) -> int:
        Server.tried += 1
        answer = Server.answers.pop(0) if Server.answers else None
        if answer:
            raise answer
        return int(super().send_messages(messages))


def test_a_claimed_reminder_is_sent_by_a_worker(reminder: Reminder, mailoutbox: Outbox) -> None:
    work()

    reminder.refresh_from_db()
    assert (reminder.posted_at, reminder.settled_at) == (FRIDAY, None)
    assert status_of(reminder) == MailStatus.HANDED_OVER
    assert [mail.to for mail in mailoutbox] == [["owner@example.com"]]


def test_a_reminder_queued_twice_is_sent_once(reminder: Reminder, mailoutbox: Outbox) -> None:
    tasks.deliver_all([reminder.pk, reminder.pk])
    work()
    tasks.deliver.enqueue(reminder.pk)
    work()

    assert len(mailoutbox) == 1


@pytest.mark.parametrize("meanwhile", ["done", "moved", "stopped", "left", "locked", "late"])
def test_a_reminder_no_longer_needed_is_not_sent(
    reminder: Reminder,
    item: PlanItem,
    business: Business,
    owner: User,
    clock: time_machine.Traveller,
    mailoutbox: Outbox,
    meanwhile: str,
) -> None:
    def happen() -> None:
        if meanwhile == "done":
            PlanItem.objects.update(status=Status.DONE, ended_on=item.due_on)
        elif meanwhile == "moved":
            PlanItem.objects.update(due_on=date(2026, 12, 1))
        elif meanwhile == "stopped":
            Pause.objects.create(
                business=business, kind=Kind.ACTION_DUE, person=owner, since=FRIDAY
            )
        elif meanwhile == "left":
            Membership.objects.all().delete()
        elif meanwhile == "locked":
            User.objects.update(is_active=False)
        else:
            clock.move_to(FRIDAY + timedelta(days=4))

    happen()
    work()

    reminder.refresh_from_db()
    assert reminder.settled_at is not None
    assert (reminder.posted_at, reminder.mail) == (None, None)
    assert mailoutbox == []


def test_a_deleted_reminder_causes_no_error(reminder: Reminder, mailoutbox: Outbox) -> None:
    Business.objects.all().delete()

    work()

    assert mailoutbox == []
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_reminder_reached_at_night_waits_for_the_morning(
    reminder: Reminder, clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    clock.move_to(FRIDAY.replace(hour=20))
    work()
    assert mailoutbox == []

    clock.move_to(FRIDAY.replace(day=21, hour=7, minute=59))
    work()
    assert mailoutbox == []

    clock.move_to(FRIDAY.replace(day=21, hour=8))
    work()
    assert len(mailoutbox) == 1


def test_a_reminder_reached_before_eight_is_sent_the_same_morning(
    reminder: Reminder, clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    clock.move_to(FRIDAY.replace(day=21, hour=3))
    work()
    clock.move_to(FRIDAY.replace(day=21, hour=8))
    work()

    assert len(mailoutbox) == 1


def test_the_monday_list_is_not_sent_on_a_tuesday(
    plan: Plan, clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    clock.move_to(MONDAY)
    make_item(plan, date(2026, 11, 11))
    claim_at(MONDAY)
    clock.move_to(MONDAY + timedelta(days=1))

    work()

    assert mailoutbox == []
    assert Reminder.objects.get().settled_at is not None


# ---- a faulty mail server


REFUSALS = [
    smtplib.SMTPRecipientsRefused({"owner@example.com": (450, b"try later")}),
    smtplib.SMTPSenderRefused(451, b"try later", "cairn@localhost"),
    smtplib.SMTPDataError(451, b"try later"),
]


def status_of(reminder: Reminder) -> str:
    return OutgoingMail.objects.get(reminders=reminder).status


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
def test_a_refused_email_is_retried_after_a_while(
    reminder: Reminder,
    server: type[Server],
    clock: time_machine.Traveller,
    mailoutbox: Outbox,
    refusal: Exception,
) -> None:
    server.answers = [refusal]

    work()
    assert status_of(reminder) == MailStatus.WAITING

    drain()
    assert server.tried == 1

    clock.shift(MINUTE)
    drain()
    assert status_of(reminder) == MailStatus.HANDED_OVER
    assert len(mailoutbox) == 1


def test_an_email_is_written_again_during_an_outage(
    reminder: Reminder, server: type[Server], clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    server.away = True
    work()

    clock.shift(timedelta(hours=2))
    drain()
    server.away = False
    assert OutgoingMail.objects.get().reason == MailReason.OUTDATED
    assert again() == 1
    work()

    assert len(mailoutbox) == 1
    assert status_of(reminder) == MailStatus.HANDED_OVER
    assert again() == 0


def test_an_action_done_during_an_outage_is_not_mentioned(
    reminder: Reminder,
    item: PlanItem,
    server: type[Server],
    clock: time_machine.Traveller,
    mailoutbox: Outbox,
) -> None:
    server.away = True
    work()
    PlanItem.objects.update(status=Status.DONE, ended_on=item.due_on)

    clock.shift(timedelta(hours=2))
    server.away = False
    drain()
    again()
    work()

    assert mailoutbox == []


def test_an_email_that_waits_for_the_server_does_not_arrive_at_night(
    reminder: Reminder, server: type[Server], clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    server.away = True
    clock.move_to(FRIDAY.replace(hour=19))
    work()

    clock.move_to(FRIDAY.replace(hour=20))
    server.away = False
    drain()
    again()
    work()
    assert mailoutbox == []

    clock.move_to(FRIDAY.replace(day=21, hour=8))
    work()
    assert len(mailoutbox) == 1


def test_stopping_a_kind_of_email_also_stops_one_that_waits(
    reminder: Reminder, business: Business, owner: User, server: type[Server], mailoutbox: Outbox
) -> None:
    server.away = True
    work()

    subject = Subject(business=business, kind=Kind.ACTION_DUE, person=owner)
    services.stop(subject=subject, at=FRIDAY)

    assert OutgoingMail.objects.get().reason == MailReason.WITHDRAWN
    assert again() == 0


@pytest.mark.parametrize(
    "broken", [smtplib.SMTPServerDisconnected("gone"), TimeoutError("silent")], ids=str
)
def test_an_email_that_may_have_been_sent_is_never_retried(
    reminder: Reminder, server: type[Server], clock: time_machine.Traveller, broken: Exception
) -> None:
    server.answers = [broken]

    for _ in range(5):
        work()
        drain()
        services.take_up_again(
            at=FRIDAY + timedelta(days=1), queued=tasks.queued(), enqueue=tasks.deliver_all
        )
        clock.shift(20 * MINUTE)

    assert server.tried == 1
    assert status_of(reminder) == MailStatus.UNKNOWN


def test_no_log_and_no_task_contains_an_address(
    reminder: Reminder, server: type[Server], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    server.answers = [REFUSALS[0]]

    work()

    kept = "".join(f"{row.traceback}{row.args_kwargs}" for row in DBTaskResult.objects.all())
    assert "mail put off" in caplog.text
    assert "example.com" not in caplog.text + kept


# ---- tasks that were lost before anything was sent


def test_a_reminder_whose_task_was_lost_is_queued_again(
    reminder: Reminder, clock: time_machine.Traveller, mailoutbox: Outbox
) -> None:
    DBTaskResult.objects.all().delete()
    clock.shift(timedelta(hours=1))

    assert again() == 1
    assert again() == 0
    work()

    assert len(mailoutbox) == 1


def test_a_reminder_still_queued_is_left_alone(
    reminder: Reminder, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=1))

    assert again() == 0


def test_a_reminder_whose_task_is_lost_repeatedly_is_abandoned(
    reminder: Reminder, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=1))
    found = []
    for _ in range(5):
        DBTaskResult.objects.all().delete()
        found.append(again())

    assert found == [1, 1, 1, 0, 0]
    reminder.refresh_from_db()
    assert reminder.settled_at is not None


def again() -> int:
    now = datetime.now(FRIDAY.tzinfo)
    return services.take_up_again(at=now, queued=tasks.queued(), enqueue=tasks.deliver_all)
