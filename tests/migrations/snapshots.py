"""Copies of the test database after a migration.

Migrating back and forth costs seconds of CPU time for each migration, and copying a database costs
milliseconds. So every state that a test starts from is migrated to once.
"""

import sqlite3

from django.contrib.contenttypes.models import ContentType
from django.db import connection


class SqliteSnapshots:
    """Copies of a database in memory, by name."""

    def __init__(self) -> None:
        self.copies: dict[str, sqlite3.Connection] = {}

    def save(self, name: str) -> None:
        connection.ensure_connection()
        self.copies[name] = sqlite3.connect(":memory:")
        connection.connection.backup(self.copies[name])

    def restore(self, name: str) -> None:
        self.replace_by(self.copies[name])

    def empty(self) -> None:
        self.replace_by(sqlite3.connect(":memory:"))

    def drop_all(self) -> None:
        self.copies.clear()

    def replace_by(self, source: sqlite3.Connection) -> None:
        connection.ensure_connection()
        source.backup(connection.connection)


class PostgresqlSnapshots:
    """Databases made from the test database as a template, which must have no connection then."""

    def __init__(self) -> None:
        self.copies: set[str] = set()

    def save(self, name: str) -> None:
        self.copies.add(name)
        self.copy(source=own_name(), target=f"{own_name()}_{name}")

    def restore(self, name: str) -> None:
        self.copy(source=f"{own_name()}_{name}", target=own_name())

    def empty(self) -> None:
        self.copy(source="template0", target=own_name())

    def drop_all(self) -> None:
        with connection.cursor() as cursor:
            for name in self.copies:
                cursor.execute(f'DROP DATABASE "{own_name()}_{name}"')
        self.copies.clear()

    def copy(self, *, source: str, target: str) -> None:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 - as Django creates it
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}"')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def own_name() -> str:
    return str(connection.settings_dict["NAME"])


Snapshots = SqliteSnapshots | PostgresqlSnapshots
SNAPSHOTS: Snapshots = SqliteSnapshots() if connection.vendor == "sqlite" else PostgresqlSnapshots()


def restore(name: str) -> None:
    SNAPSHOTS.restore(name)
    ContentType.objects.clear_cache()
