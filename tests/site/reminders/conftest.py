"""A business whose owner can get emails, with a check and a plan for October to December."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.parties.businesses.models import Business
from tests.kept import kept
from tests.site.reminders.making import (
    claim_at,
    make_old_business,
    make_plan,
    make_reader,
    work,
)

Send = Callable[[datetime], EmailMultiAlternatives]


@kept
def owner(db: None) -> User:
    return make_reader("owner")


@kept
def business(owner: User) -> Business:
    return make_old_business(owner=owner)


@kept
def plan(business: Business, owner: User) -> Plan:
    return make_plan(business, owner)


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that other processes can open too, which they cannot do with one in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = str(tmp_path / "cairn.sqlite3")
    with closing(sqlite3.connect(file)) as copy:
        memory.backup(copy)
    connection.connection = None
    connection.settings_dict["NAME"] = file
    yield
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.connection = memory


@pytest.fixture
def send(mailoutbox: Sequence[EmailMultiAlternatives]) -> Send:
    """Send everything that is due at a moment, and return the last email."""

    def at(moment: datetime) -> EmailMultiAlternatives:
        with time_machine.travel(moment, tick=False):
            claim_at(moment)
            work()
        return mailoutbox[-1]

    return at
