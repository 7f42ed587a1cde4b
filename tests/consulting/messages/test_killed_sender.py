"""A process that is killed while it writes to many: nobody gets an email twice, and nobody none."""

import os
import signal
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from assessment.consulting.messages.models import MailedClient, Mailing
from assessment.foundation.outbox.models import OutgoingMail
from tests.consulting.messages.making import owned
from tests.consulting.messages.process import WritingOrder, write_to_all
from tests.factories import make_consultancy, make_model_version, make_user
from tests.site.reminders.process import FORKING

CLIENTS = ("Alma", "Bell", "Crown")
PATIENCE_SECONDS = 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
@pytest.mark.parametrize("hangs_at", [1, len(CLIENTS), len(CLIENTS) + 1])
def test_a_killed_process_sends_nothing_twice_and_loses_nothing(
    hangs_at: int, tmp_path: Path
) -> None:
    make_model_version()
    firm = make_consultancy(admin=make_user("ruth"))
    for name in CLIENTS:
        owned(firm, name)
    killed = WritingOrder(
        database=str(connection.settings_dict["NAME"]),
        output=tmp_path / "killed",
        operation=uuid4(),
        hangs_at=hangs_at,
    )
    process = FORKING.Process(target=write_to_all, args=[killed])
    process.start()
    wait_for(killed.hangs)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    # All or nothing: a mailing of which half was stored could be neither repeated nor left.
    stored = OutgoingMail.objects.count()
    assert stored == (len(CLIENTS) if hangs_at > len(CLIENTS) else 0)
    assert Mailing.objects.count() == bool(stored)

    again = WritingOrder(
        database=killed.database, output=tmp_path / "again", operation=killed.operation
    )
    other = FORKING.Process(target=write_to_all, args=[again])
    other.start()
    other.join(PATIENCE_SECONDS)

    assert other.exitcode == 0
    to = sorted(OutgoingMail.objects.values_list("to", flat=True))
    assert to == [f"{name.lower()}@example.com" for name in CLIENTS]
    assert MailedClient.objects.exclude(mail=None).count() == len(CLIENTS)


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not file.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
