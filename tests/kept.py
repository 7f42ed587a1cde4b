"""Fixtures whose rows stay for the next tests that need them.

Their rows are in a stack of savepoints around the transaction of each test. Before a test, the rows
that it does not need are undone, and missing ones are created. So a test finds exactly the rows of
its fixtures, as if they had just been created, and gets its own copies of the objects.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import update_wrapper
from inspect import Parameter, signature
from typing import Any, NamedTuple

import pytest
from django.db import transaction

Make = Callable[..., Any]


class Level(NamedTuple):
    """A kept fixture, the savepoint before its rows, and the values of all fixtures so far."""

    name: str
    make: Make
    savepoint: transaction.Atomic
    values: dict[str, Any]


class KeptRows:
    """The rows in the database now, and the values for the running test."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.values: dict[str, Any] = {}

    def prepare(self, wanted: dict[str, Make]) -> None:
        """Undo the rows that a test does not need, create what is missing, and copy the values."""
        fitting = [wanted.get(level.name) is level.make for level in self.levels]
        while not all(fitting):
            fitting.pop()
            self.undo_last()
        for name in [name for name in wanted if name not in self.latest()]:
            self.create(name, wanted[name])
        self.values = deepcopy(self.latest())

    def latest(self) -> dict[str, Any]:
        return self.levels[-1].values if self.levels else {}

    def create(self, name: str, make: Make) -> None:
        savepoint = around_a_test()
        values = deepcopy(self.latest())
        savepoint.__enter__()
        self.levels.append(Level(name, make, savepoint, values))
        values[name] = make(**{need: values.get(need) for need in needs_of(make)})

    def undo_last(self) -> None:
        transaction.set_rollback(True)
        self.levels.pop().savepoint.__exit__(None, None, None)


def around_a_test() -> transaction.Atomic:
    """Return a savepoint like the transaction that Django puts around a test.

    Durable blocks may begin inside it, and `mail_leaves_after_each_commit` counts their end as a
    commit.
    """
    savepoint = transaction.atomic()
    vars(savepoint)["_from_testcase"] = True
    return savepoint


@contextmanager
def undone() -> Iterator[None]:
    """Undo what the block changes in the database, as if it had been a test of its own."""
    with around_a_test():
        yield
        transaction.set_rollback(True)


def kept(make: Make, *, autouse: bool = False) -> Any:
    """Make a fixture like `pytest.fixture`. It may only need `db` and other kept fixtures."""

    def fixture(kept_rows: KeptRows, **needs: Any) -> Any:
        values = kept_rows.values
        return values[make.__name__] if make.__name__ in values else make(**needs)

    update_wrapper(fixture, make)
    own = Parameter("kept_rows", Parameter.POSITIONAL_OR_KEYWORD)
    parameters = [own, *signature(make).parameters.values()]
    vars(fixture).update(kept=make, __signature__=signature(make).replace(parameters=parameters))
    return pytest.fixture(autouse=autouse)(fixture)


def needs_of(make: Make) -> list[str]:
    return list(signature(make).parameters)


def wanted_by(item: Any) -> dict[str, Make]:
    """Return the kept fixtures of a test by name, each after those it needs.

    Tests with transactions of their own, which empty all tables, keep nothing. A fixture that needs
    one that is not kept is created within the test.
    """
    if commits(item):
        return {}
    found = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 - no public way to look ahead
    makes = {
        name: vars(found[name][-1].func)["kept"]
        for name in item.fixturenames
        if name in found and "kept" in vars(found[name][-1].func)
    }
    ordered: dict[str, Make] = {}
    for name in makes:
        put_in_order(name, makes, ordered)
    return ordered


def commits(item: Any) -> bool:
    """Tell whether a test has transactions of its own."""
    marker = item.get_closest_marker("django_db")
    own = marker is not None and marker.kwargs.get("transaction", False)
    return own or "transactional_db" in getattr(item, "fixturenames", ())


def put_in_order(name: str, makes: dict[str, Make], ordered: dict[str, Make]) -> bool:
    """Add a fixture after those that it needs, and tell whether all of them are kept."""
    if name in ordered or name == "db":
        return True
    if name not in makes or not all(
        put_in_order(need, makes, ordered) for need in needs_of(makes[name])
    ):
        return False
    ordered[name] = makes[name]
    return True


@pytest.fixture(scope="session")
def all_kept_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[KeptRows]:
    rows = KeptRows()
    yield rows
    with django_db_blocker.unblock():
        rows.prepare({})


@pytest.fixture
def kept_rows(
    request: pytest.FixtureRequest, all_kept_rows: KeptRows, django_db_blocker: Any
) -> KeptRows:
    """The rows for one test, from before its transaction begins."""
    with django_db_blocker.unblock():
        all_kept_rows.prepare(wanted_by(request.node))
    return all_kept_rows


@pytest.fixture
def _django_db_helper(kept_rows: KeptRows, _django_db_helper: None) -> None:
    """Begin the transaction of a test after its rows are there.

    This takes the place of pytest-django's own fixture, in which the transaction begins.
    """
