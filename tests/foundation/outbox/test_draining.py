"""Waiting mails leave once, in a sensible order, and a bad server does not hold them all up."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.utils import timezone

from assessment.foundation.outbox import draining, services
from assessment.foundation.outbox.delivery import MailServer
from assessment.foundation.outbox.draining import drain
from assessment.foundation.outbox.models import MailReason, MailStatus, OutgoingMail
from tests.factories import NOON
from tests.foundation.outbox.mail_server import FakeMailServer, closed_port, use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "mail_waits")]
MINUTE = timedelta(minutes=1)


def store(to: str = "ada@example.com", useless_after: datetime | None = None) -> OutgoingMail:
    return services.send(
        name="verify",
        to=to,
        context={"url": "https://cairn.example/"},
        at=timezone.now(),
        useless_after=useless_after,
    )


def status_of(mail: OutgoingMail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.status, mail.reason


def test_many_mails_leave_over_one_connection(mail_server: FakeMailServer) -> None:
    for number in range(12):
        store(f"{number}@example.com")

    drain()

    assert mail_server.taken == [f"{number}@example.com" for number in range(12)]
    assert mail_server.connections == 1


def test_a_connection_is_not_used_for_ever(
    mail_server: FakeMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draining, "ONE_CONNECTION", 2)
    for _ in range(5):
        store()

    drain()

    assert len(mail_server.taken) == 5
    assert mail_server.connections == 3


def test_nothing_due_means_no_connection(mail_server: FakeMailServer) -> None:
    drain()

    assert mail_server.connections == 0


def test_what_becomes_useless_first_leaves_first(mail_server: FakeMailServer) -> None:
    store("reset@example.com")
    store("code@example.com", useless_after=NOON + 10 * MINUTE)

    drain()

    assert mail_server.taken == ["code@example.com", "reset@example.com"]


def test_a_silent_server_is_asked_once_for_all_mails(mail_server: FakeMailServer) -> None:
    mail_server.fault = "silent"
    mails = [store() for _ in range(50)]

    drain()
    drain()

    assert mail_server.connections == 1
    assert {status_of(mail) for mail in mails} == {(MailStatus.WAITING, MailReason.NO_SERVER)}


def test_the_pauses_grow(settings: Any, clock: time_machine.Traveller) -> None:
    use(settings, closed_port())
    mail, tried = store(), []

    for _ in range(150):
        drain()
        mail.refresh_from_db()
        tried.append(mail.tries)
        clock.shift(MINUTE)

    assert [tried.index(number) for number in range(1, 7)] == [0, 1, 6, 21, 81, 141]


def test_after_a_day_a_mail_is_given_up(settings: Any, clock: time_machine.Traveller) -> None:
    use(settings, closed_port())
    mail = store()

    clock.shift(timedelta(days=1) - MINUTE)
    drain()
    assert status_of(mail) == (MailStatus.WAITING, MailReason.NO_SERVER)
    clock.shift(MINUTE)
    drain()

    assert status_of(mail) == (MailStatus.NOT_SENT, MailReason.OUTDATED)


def test_once_the_server_is_back_nobody_waits_for_the_end_of_a_pause(
    mail_server: FakeMailServer, clock: time_machine.Traveller
) -> None:
    mail_server.fault = "silent"
    store("early@example.com")
    for _ in range(4):
        drain()
        clock.shift(15 * MINUTE)
    mail_server.fault = ""

    store("late@example.com")
    drain()

    assert sorted(mail_server.taken) == ["early@example.com", "late@example.com"]


def test_one_mail_that_breaks_the_connection_does_not_stop_the_others(
    mail_server: FakeMailServer, clock: time_machine.Traveller
) -> None:
    mail_server.fault = "dropped"
    bad = store("bad@example.com")
    others = [store() for _ in range(3)]
    drain()
    clock.shift(MINUTE)
    drain()
    mail_server.fault = ""

    clock.shift(MINUTE)
    drain()

    assert {status_of(mail)[0] for mail in others} == {MailStatus.HANDED_OVER}
    assert status_of(bad) == (MailStatus.WAITING, MailReason.BUSY)


def test_a_mail_that_has_become_useless_is_not_sent(
    mail_server: FakeMailServer, clock: time_machine.Traveller
) -> None:
    code = store(useless_after=NOON + 10 * MINUTE)

    clock.shift(10 * MINUTE)
    drain()

    assert status_of(code) == (MailStatus.NOT_SENT, MailReason.OUTDATED)
    assert mail_server.connections == 0


def test_a_withdrawn_mail_is_not_sent(mail_server: FakeMailServer) -> None:
    mail = store()

    assert OutgoingMail.objects.withdraw(NOON) == 1
    drain()

    assert status_of(mail) == (MailStatus.NOT_SENT, MailReason.WITHDRAWN)
    assert mail_server.taken == []


def test_a_mail_that_has_left_cannot_be_withdrawn(mail_server: FakeMailServer) -> None:
    mail = store()
    drain()

    assert OutgoingMail.objects.withdraw(NOON) == 0
    assert status_of(mail) == (MailStatus.HANDED_OVER, "")


def test_of_two_processes_only_one_gets_a_mail(mail_server: FakeMailServer) -> None:
    store()

    assert draining.claim(NOON) is not None
    assert draining.claim(NOON) is None


def test_a_process_that_loses_the_race_takes_the_next_mail(
    mail_server: FakeMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, other = store(), store()
    firsts = iter([lost, other])
    OutgoingMail.objects.filter(pk=lost.pk).update(status=MailStatus.SENDING, sending_at=NOON)
    monkeypatch.setattr(
        type(OutgoingMail.objects.all()), "first", lambda _mails: next(firsts, None)
    )

    assert draining.claim(NOON) == other


def test_it_stops_between_two_mails_when_the_process_ends(mail_server: FakeMailServer) -> None:
    store()
    store()
    ends = iter([False, False])

    drain(ending=lambda: next(ends, True))

    assert len(mail_server.taken) == 1


def die_while_handing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(MailServer, "hand_over", Mock(side_effect=SystemExit))
        with pytest.raises(SystemExit):
            drain()


def test_a_mail_whose_process_died_is_never_sent_again(
    mail_server: FakeMailServer,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mail = store()
    die_while_handing_over(monkeypatch)

    clock.shift(10 * MINUTE)
    drain()
    assert status_of(mail) == (MailStatus.SENDING, "")
    clock.shift(timedelta(seconds=1))
    drain()

    assert status_of(mail) == (MailStatus.UNKNOWN, "")
    assert mail_server.taken == []
    assert "may have left from a process that died: mails=1" in caplog.text


@pytest.mark.parametrize("fault", ["", "cut", "dropped", "450 later", "550 no", "silent"])
def test_no_log_line_contains_an_address_or_a_link(
    mail_server: FakeMailServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level("INFO")
    mail_server.fault = fault
    store()

    drain()

    assert caplog.messages
    assert "@" not in caplog.text
    assert "cairn.example" not in caplog.text
