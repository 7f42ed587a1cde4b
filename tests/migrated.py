"""A migrated SQLite database, kept from one run of tests to the next until a migration changes."""

import hashlib
import os
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management.commands.migrate import Command
from django.db import connection

ROOT = Path(__file__).parents[1]
DECISIVE = [
    *sorted((ROOT / "assessment/migrations").glob("*.py")),
    ROOT / "cxsite/settings.py",
    ROOT / "requirements/dev.txt",
]
"""The files that decide what the migrated tables look like."""


def migrated_file() -> Path:
    content = b"".join(path.read_bytes() for path in DECISIVE)
    return ROOT / ".local" / f"migrated-{hashlib.sha256(content).hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(migrating_once: ExitStack, django_db_setup: None) -> None:
    """Create the test database; later migrations run as usual."""
    migrating_once.close()


@pytest.fixture(scope="session")
def migrating_once() -> ExitStack:
    """Migrate only if no earlier run has, and copy the tables otherwise."""
    patches = ExitStack()
    file, migrate = migrated_file(), Command.handle

    def copy_or_migrate(command: Command, *names: Any, **options: Any) -> None:
        if not file.exists():
            migrate(command, *names, **options)
            keep(file)
            return
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as kept:
            kept.backup(connection.connection)

    if connection.vendor == "sqlite":
        patches.enter_context(patch.object(Command, "handle", copy_or_migrate))
    return patches


def keep(file: Path) -> None:
    """Write the file in one step, because other workers look for it."""
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
    unfinished.replace(file)
