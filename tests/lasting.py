"""Support for rows that are created once per test file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def undone_with_the_file(django_db_blocker: Any) -> Iterator[None]:
    """Open a transaction around those of a file's tests, and roll it back afterwards.

    For module-scoped fixtures: each test's own transaction becomes a savepoint inside this one.
    """
    everything = transaction.atomic()
    with django_db_blocker.unblock():
        everything.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        everything.__exit__(None, None, None)
