"""After a restart of PostgreSQL, no request fails."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from tests.factories import make_model_version

POOLED = 4
"""The pool's own number of connections."""


def test_connections_are_checked_before_they_are_used() -> None:
    database = settings.DATABASES["default"]

    assert database["CONN_HEALTH_CHECKS"] is bool(database["OPTIONS"].get("pool"))


@pytest.mark.django_db(transaction=True)
def test_no_request_fails_after_a_restart(client: Client) -> None:
    make_model_version()
    in_threads(POOLED, connection.ensure_connection)
    end_pooled_connections()

    answers: list[int] = []
    in_threads(POOLED * 2, lambda: answers.append(client.get("/readyz").status_code))

    assert answers == [200] * POOLED * 2


def end_pooled_connections() -> None:
    """Do to the connections what a restart does; SQLite has no server to restart."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        # The server ends all but the connection that asks.
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        [ended] = cursor.fetchall()
    assert ended >= (POOLED - 1,)


def in_threads(number: int, do: Callable[[], Any]) -> None:
    """Do something in as many threads at once, each with a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
