"""Several processes at once, and some that are killed: nobody gets the same mail twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from assessment.foundation.accounts.models import User
from assessment.site.reminders.models import Reminder
from tests.architecture.files import ROOT
from tests.site.reminders.making import FRIDAY, make_item, make_old_business, make_plan, make_reader

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
    """Of as many businesses; each has one action that is due tomorrow."""
    return [owner_of_one(number) for number in range(MANY)]


def owner_of_one(number: int) -> User:
    owner = make_reader(f"owner{number}")
    business = make_old_business(f"Shop {number}", owner=owner)
    make_item(make_plan(business, owner), FRIDAY.date() + timedelta(days=1))
    return owner


@dataclass(frozen=True)
class Running:
    """A process and the file that it speaks into."""

    process: subprocess.Popen[bytes]
    words: Path

    def end_well(self) -> str:
        code = self.process.wait(PATIENCE_SECONDS)
        assert code == 0, self.words.read_text()
        return self.words.read_text()

    def wait_for(self, file: Path) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not file.exists():
            assert self.process.poll() is None, self.words.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


Start = Callable[..., Running]


@pytest.fixture
def start(postbox: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a command in a process of its own, some minutes after Friday noon."""
    started: list[Running] = []

    def run(*command: str, minutes: int = 0, hangs: str = "never") -> Running:
        moment = (FRIDAY + timedelta(minutes=minutes)).isoformat()
        words = tmp_path / f"words-{len(started)}"
        with words.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.site.reminders.process", moment, *command],
                cwd=ROOT,
                env=os.environ | environment() | {"POSTBOX": str(postbox), "HANGS": hangs},
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        started.append(Running(process, words))
        return started[-1]

    yield run
    for running in started:
        running.kill()


def environment() -> dict[str, str]:
    """What leads another process to the database of the test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    return {"DJANGO_SETTINGS_MODULE": "cxsite.settings", "SECRET_KEY": "x", "DATABASE_URL": url}


def mails(postbox: Path) -> Counter[str]:
    """How many mails everybody got."""
    return Counter(json.loads(file.read_text())["to"][0] for file in postbox.glob("*.json"))


def all_to_the_end(*running: Running) -> None:
    for one in running:
        one.end_well()


def test_two_that_do_everything_at_once_send_each_mail_once(
    owners: list[User], start: Start, postbox: Path
) -> None:
    all_to_the_end(*[start("run_schedule", "--once") for _ in range(3)])

    assert mails(postbox) == Counter(owner.email for owner in owners)
    assert Reminder.objects.count() == MANY
    assert Reminder.objects.exclude(sent_at=None).count() == MANY


def test_another_round_sends_nothing(owners: list[User], start: Start, postbox: Path) -> None:
    start("run_schedule", "--once").end_well()
    start("run_schedule", "--once", minutes=30).end_well()

    assert mails(postbox) == Counter(owner.email for owner in owners)


@pytest.mark.parametrize(
    ("hangs", "arrived"), [("composing", MANY), ("before", MANY - 1), ("after", MANY)]
)
def test_a_worker_that_is_killed_leaves_nothing_twice_and_nothing_else_undone(
    owners: list[User], start: Start, postbox: Path, hangs: str, arrived: int
) -> None:
    killed = start("run_schedule", "--once", hangs=hangs)
    killed.wait_for(postbox / "hangs")
    killed.kill()

    reaped = start("reap_tasks", minutes=11).end_well()
    assert "1 put back into the queue, 0 marked as failed." in reaped
    all_to_the_end(*[start("run_schedule", "--once", minutes=12) for _ in range(2)])

    found = mails(postbox)
    assert set(found.values()) == {1}
    assert len(found) == arrived
    assert Reminder.objects.filter(sending_at=None).count() == 0


def test_while_one_worker_is_sending_another_leaves_that_mail_alone(
    owners: list[User], start: Start, postbox: Path
) -> None:
    slow = start("run_schedule", "--once", hangs="before")
    slow.wait_for(postbox / "hangs")

    start("run_schedule", "--once").end_well()

    assert sum(mails(postbox).values()) == MANY - 1
    assert slow.process.poll() is None


def test_a_mail_server_that_hangs_does_not_hold_up_the_end(
    owners: list[User], start: Start, postbox: Path
) -> None:
    hanging = start("run_schedule", hangs="before")
    hanging.wait_for(postbox / "hangs")

    began = time.monotonic()
    hanging.process.send_signal(signal.SIGTERM)
    hanging.end_well()

    assert time.monotonic() - began < A_LITTLE_OVER_TWO_SECONDS
