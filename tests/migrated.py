"""Test databases that are migrated once and copied.

A SQLite database is kept from one run of tests to the next, until a migration changes. On
PostgreSQL, the first of several workers leaves a copy for the others, until it ends.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management.commands.migrate import Command
from django.db import connection

from tests.migrations.snapshots import PostgresqlSnapshots, own_name

ROOT = Path(__file__).parents[1]
LOCAL = ROOT / ".local"
DECISIVE = [
    *sorted((ROOT / "assessment/migrations").glob("*.py")),
    ROOT / "cxsite/settings.py",
    ROOT / "requirements/dev.txt",
]
"""The files that decide what the migrated tables look like."""


def migrated_file() -> Path:
    content = b"".join(path.read_bytes() for path in DECISIVE)
    return LOCAL / f"migrated-{hashlib.sha256(content).hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(
    migrating_once: ExitStack, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Create the test database; later migrations run as usual."""
    migrating_once.close()
    yield
    with django_db_blocker.unblock():
        MIGRATED.drop()


@pytest.fixture(scope="session")
def migrating_once() -> ExitStack:
    """Migrate only if no earlier run or other worker has, and copy the tables otherwise."""
    patches, migrate = ExitStack(), Command.handle

    def copy_or_migrate(command: Command, *names: Any, **options: Any) -> None:
        with one_at_a_time():
            if MIGRATED.exists():
                MIGRATED.copy()
            else:
                migrate(command, *names, **options)
                MIGRATED.keep()

    patches.enter_context(patch.object(Command, "handle", copy_or_migrate))
    return patches


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let the other workers wait for the first, instead of migrating as well."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class MigratedFile:
    """The tables in a file."""

    def exists(self) -> bool:
        return migrated_file().exists()

    def copy(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated_file())) as kept:
            kept.backup(connection.connection)

    def keep(self) -> None:
        """Write the file in one step, because other workers look for it."""
        file = migrated_file()
        unfinished = file.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.connection.backup(copy)
        unfinished.replace(file)

    def drop(self) -> None:
        """Leave it for the next run."""


class MigratedDatabase:
    """A PostgreSQL database that one worker makes for the others of the same run, and drops."""

    name = f"test_migrated_{os.environ.get('PYTEST_XDIST_TESTRUNUID', '')}"
    made = False

    def exists(self) -> bool:
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 - as Django creates databases
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def copy(self) -> None:
        PostgresqlSnapshots().copy(source=self.name, target=own_name())

    def keep(self) -> None:
        if "PYTEST_XDIST_WORKER" in os.environ:
            PostgresqlSnapshots().copy(source=own_name(), target=self.name)
            self.made = True

    def drop(self) -> None:
        if self.made:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')


MIGRATED: MigratedFile | MigratedDatabase = (
    MigratedFile() if connection.vendor == "sqlite" else MigratedDatabase()
)
