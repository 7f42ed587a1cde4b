"""A printer that is killed in the middle of a job: every file is made, and none twice."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from assessment.consulting.bulk.models import BulkFile
from assessment.site.operations.background_work import LEASE, reap
from tests.consulting.bulk.making import asked, checked_client, states
from tests.consulting.bulk.process import PrintingOrder, make_files
from tests.factories import NOON, make_consultancy, make_model_version, make_user
from tests.site.reminders.process import FORKING

CLIENTS = ("Anchor", "Bell", "Crown")
SECOND_CLIENT = 2
PATIENCE_SECONDS = 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_a_killed_printer_costs_no_file_and_makes_none_twice(tmp_path: Path) -> None:
    ruth = make_user("ruth")
    make_model_version()
    firm = make_consultancy(admin=ruth)
    for name in CLIENTS:
        checked_client(firm, name)
    client = Client()
    client.force_login(ruth)
    job = asked(client, firm, edition="summary")

    killed = order(tmp_path, "killed", hangs_at=SECOND_CLIENT)
    process = FORKING.Process(target=make_files, args=[killed])
    process.start()
    wait_for(killed.hangs)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert states(job)["Bell"] == "running"
    reap(at=NOON + 2 * LEASE, limit=timedelta(minutes=10))
    other = FORKING.Process(target=make_files, args=[order(tmp_path, "other")])
    other.start()
    other.join(PATIENCE_SECONDS)

    assert set(states(job).values()) == {"done"}
    assert BulkFile.objects.count() == len(CLIENTS)
    assert len(set(BulkFile.objects.values_list("name", flat=True))) == BulkFile.objects.count()
    job.refresh_from_db()
    assert job.ended_at


def order(folder: Path, name: str, *, hangs_at: int = 0) -> PrintingOrder:
    return PrintingOrder(
        database=str(connection.settings_dict["NAME"]),
        reports=Path(settings.REPORTS_ROOT),
        output=folder / name,
        hangs_at=hangs_at,
    )


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not file.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
