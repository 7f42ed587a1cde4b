"""Several processes at once, some of them killed: nobody gets the same email twice."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from django.db import connection

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import MailStatus
from assessment.site.reminders.models import Reminder
from tests.site.reminders.making import FRIDAY, make_item, make_old_business, make_plan, make_reader
from tests.site.reminders.process import FORKING, Order, carry_out

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]

MANY = 6
PATIENCE_SECONDS = 60
A_LITTLE_OVER_TWO_SECONDS = 3


@pytest.fixture
def postbox(tmp_path: Path) -> Path:
    folder = tmp_path / "postbox"
    folder.mkdir()
    return folder


@pytest.fixture
def owners() -> list[User]:
    """The owners of several businesses, each with one action that is due tomorrow."""
    return [owner_of_one(number) for number in range(MANY)]


def owner_of_one(number: int) -> User:
    owner = make_reader(f"owner{number}")
    business = make_old_business(f"Shop {number}", owner=owner)
    make_item(make_plan(business, owner), FRIDAY.date() + timedelta(days=1))
    return owner


@dataclass(frozen=True)
class Running:
    """A process, and the file with its output."""

    process: ForkServerProcess
    output: Path

    def finish(self) -> str:
        self.process.join(PATIENCE_SECONDS)
        assert self.process.exitcode == 0, self.output.read_text()
        return self.output.read_text()

    def wait_for(self, file: Path) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not file.exists():
            assert self.process.is_alive(), self.output.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


Start = Callable[..., Running]


@pytest.fixture
def start(postbox: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a command in a separate process, some minutes after Friday noon."""
    started: list[Running] = []

    def run(*command: str, minutes: int = 0, hangs: str = "never") -> Running:
        order = Order(
            command=command,
            moment=(FRIDAY + timedelta(minutes=minutes)).isoformat(),
            database=str(connection.settings_dict["NAME"]),
            output=tmp_path / f"output-{len(started)}",
            postbox=postbox,
            hangs=hangs,
        )
        process = FORKING.Process(target=carry_out, args=[order])
        process.start()
        started.append(Running(process, order.output))
        return started[-1]

    yield run
    for running in started:
        running.kill()


def mails(postbox: Path) -> Counter[str]:
    """Count the emails that each person got."""
    return Counter(json.loads(file.read_text())["to"][0] for file in postbox.glob("*.json"))


def finish_all(*running: Running) -> None:
    for one in running:
        one.finish()


def test_processes_running_at_the_same_time_send_each_email_once(
    owners: list[User], start: Start, postbox: Path
) -> None:
    finish_all(*[start("run_schedule", "--once") for _ in range(3)])

    assert mails(postbox) == Counter(owner.email for owner in owners)
    assert Reminder.objects.count() == MANY
    assert Reminder.objects.filter(mail__status=MailStatus.HANDED_OVER).count() == MANY


def test_another_round_sends_nothing(owners: list[User], start: Start, postbox: Path) -> None:
    start("run_schedule", "--once").finish()
    start("run_schedule", "--once", minutes=30).finish()

    assert mails(postbox) == Counter(owner.email for owner in owners)


@pytest.mark.parametrize(
    ("hangs", "arrived"), [("composing", MANY), ("before", MANY - 1), ("after", MANY)]
)
def test_a_killed_worker_causes_no_duplicates_and_loses_at_most_one_email(
    owners: list[User], start: Start, postbox: Path, hangs: str, arrived: int
) -> None:
    killed = start("run_schedule", "--once", hangs=hangs)
    killed.wait_for(postbox / "hangs")
    killed.kill()

    reaped = start("reap_tasks", minutes=11).finish()
    assert "0 marked as failed." in reaped
    assert ("1 put back" in reaped) or hangs != "composing"
    finish_all(*[start("run_schedule", "--once", minutes=12) for _ in range(2)])

    found = mails(postbox)
    assert set(found.values()) == {1}
    assert len(found) == arrived
    assert Reminder.objects.waiting().count() == 0
    unknown = Reminder.objects.filter(mail__status=MailStatus.UNKNOWN).count()
    assert unknown == (0 if hangs == "composing" else 1)


def test_a_worker_leaves_alone_the_email_that_another_is_sending(
    owners: list[User], start: Start, postbox: Path
) -> None:
    slow = start("run_schedule", "--once", hangs="before")
    slow.wait_for(postbox / "hangs")
    # Only its thread for emails hangs; meanwhile, it goes on storing the other emails.
    while Reminder.objects.waiting().exists() or Reminder.objects.count() < MANY:
        assert slow.process.is_alive()
        time.sleep(0.05)

    start("run_schedule", "--once", minutes=1).finish()

    assert sum(mails(postbox).values()) == MANY - 1
    assert slow.process.is_alive()


def test_a_hanging_mail_server_does_not_delay_shutdown(
    owners: list[User], start: Start, postbox: Path
) -> None:
    hanging = start("run_schedule", "--printers", "1", hangs="before")
    hanging.wait_for(postbox / "hangs")

    began = time.monotonic()
    hanging.process.terminate()
    hanging.finish()

    assert time.monotonic() - began < A_LITTLE_OVER_TWO_SECONDS
