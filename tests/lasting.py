"""Rows that are made once for all tests of a file, each of which undoes what it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def undone_with_the_file(django_db_blocker: Any) -> Iterator[None]:
    """A transaction around those of the tests, for a fixture of a module; it is rolled back."""
    everything = transaction.atomic()
    with django_db_blocker.unblock():
        everything.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        everything.__exit__(None, None, None)
