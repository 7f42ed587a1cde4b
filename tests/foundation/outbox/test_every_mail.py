"""Every kind of email with every fault of a mail server: the page answers, the mail is safe."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine

from assessment.consulting.clients.models import Message
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox import services
from assessment.foundation.outbox.delivery import MailServer
from assessment.foundation.outbox.draining import drain
from assessment.foundation.outbox.models import MailReason, MailStatus, OutgoingMail
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Invitation
from assessment.site.reminders.models import Reminder
from tests.architecture.files import ROOT
from tests.foundation.outbox.kinds import KINDS, KindOfMail, set_stage
from tests.foundation.outbox.mail_server import FakeMailServer, closed_port, use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_waits")]
TWELVE_MINUTES = timedelta(minutes=12)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What the server does, and the status of a mail then and once the server works again."""

    reply: str = ""
    first: tuple[str, str]
    later: str


FAULTS = {
    "closed port": Fault(first=("waiting", "no_server"), later="handed_over"),
    "silent server": Fault(reply="silent", first=("waiting", "no_server"), later="handed_over"),
    "451 to RCPT": Fault(reply="451 later", first=("waiting", "busy"), later="handed_over"),
    "550 to RCPT": Fault(reply="550 no", first=("refused", "no_mailbox"), later="refused"),
    "cut after DATA": Fault(reply="cut", first=("unknown", ""), later="unknown"),
    "killed process": Fault(first=("sending", ""), later="unknown"),
}


def test_every_kind_of_mail_is_in_the_table() -> None:
    templates = (ROOT / "templates/emails").glob("*.txt")

    assert {path.stem for path in templates} == set(KINDS)


@pytest.fixture
def no_smtp(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note every attempt to reach a mail server."""
    tried: list[Any] = []

    def connect(*address: Any, **_more: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib.SMTP, "connect", connect)
    return tried


@pytest.mark.parametrize("name", KINDS)
def test_no_page_speaks_to_a_mail_server(name: str, no_smtp: list[Any], settings: Any) -> None:
    use(settings, closed_port())
    kind = KINDS[name]

    with time_machine.travel(kind.moment, tick=False):
        answer = kind.do(set_stage())

    assert no_smtp == []
    assert getattr(answer, "status_code", None) == kind.status
    mail = OutgoingMail.objects.get()
    assert (mail.name, mail.status) == (name, MailStatus.WAITING)
    assert mail.text


def rows(model: Any) -> list[dict[str, Any]]:
    """Return what is stored, without the consultant whom some kinds of mail bring along."""
    lines = model.objects.values()
    return [line for line in lines if line.get("email") != "connie@example.com"]


@pytest.mark.parametrize("name", KINDS)
def test_a_change_whose_email_cannot_be_stored_is_not_saved(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the page would report an error although the change is saved."""
    kind = KINDS[name]
    models = [User, Message, Invitation, HandOver, PlanItem, SharedLink]
    with time_machine.travel(kind.moment, tick=False):
        stage = set_stage()
        before = [rows(model) for model in models]
        monkeypatch.setattr(services, "compose", Mock(side_effect=ZeroDivisionError))
        with suppress(ZeroDivisionError):
            kind.do(stage)

    if kind.status:
        assert [rows(model) for model in models] == before
    assert not OutgoingMail.objects.exists()
    assert not Reminder.objects.exclude(posted_at=None).exists()


@pytest.mark.parametrize("name", KINDS)
def test_every_mail_survives_every_fault(
    name: str, mail_server: FakeMailServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS[name]
    with time_machine.travel(kind.moment, tick=False):
        kind.do(set_stage())
    stored = OutgoingMail.objects.get()

    found = {
        fault: met(stored, kind, fault, mail_server, settings, monkeypatch) for fault in FAULTS
    }

    assert found == {
        fault: (said.first, said.later, int(said.later == "handed_over"))
        for fault, said in FAULTS.items()
    }


def met(
    stored: OutgoingMail,
    kind: KindOfMail,
    name: str,
    server: FakeMailServer,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[tuple[str, str], str, int]:
    """Let a copy of the mail meet a fault, and return its status, then and later.

    The last number is how often the mail arrived.
    """
    OutgoingMail.objects.all().delete()
    stored.pk = None
    # Codes are useless after ten minutes, which is tested elsewhere.
    stored.useless_after = stored.made_at + timedelta(hours=2)
    stored.save(force_insert=True)
    server.fault, server.taken = FAULTS[name].reply, []
    use(settings, closed_port() if name == "closed port" else server.port)
    with time_machine.travel(kind.moment, tick=False) as clock:
        with monkeypatch.context() as broken:
            if name == "killed process":
                broken.setattr(MailServer, "hand_over", Mock(side_effect=SystemExit))
            quietly(drain)
        first = OutgoingMail.objects.get()
        server.fault = ""
        use(settings, server.port)
        clock.shift(TWELVE_MINUTES)
        drain()
        drain()
    later = OutgoingMail.objects.get()
    assert (later.text == "") == (later.status != "waiting")
    return (first.status, first.reason), later.status, len(server.taken)


def quietly(do: Callable[[], None]) -> None:
    """Survive the end of the process in which this would run."""
    try:
        do()
    except SystemExit:
        return


def test_a_code_that_is_too_old_is_not_sent(mail_server: FakeMailServer) -> None:
    kind = KINDS["code"]
    with time_machine.travel(kind.moment, tick=False) as clock:
        kind.do(set_stage())
        clock.shift(timedelta(minutes=10))
        drain()

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.reason) == (MailStatus.NOT_SENT, MailReason.OUTDATED)
    assert mail_server.connections == 0
