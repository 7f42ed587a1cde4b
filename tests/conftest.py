"""Fixtures shared by all tests: an owner, a stranger, and the owner's business."""

import gc
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch
from uuid import uuid4

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from xdist.scheduler import LoadFileScheduling

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.cpu import cpu_budget
from assessment.foundation.outbox.courier import courier
from assessment.foundation.outbox.draining import drain
from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.pdf.client import pdf_client
from assessment.journey.questionnaire.models import Assessment
from assessment.management.commands import run_schedule
from assessment.parties.businesses.models import Business
from assessment.site.operations import readiness
from tests.factories import make_answers, make_assessment, make_business, make_user
from tests.kept import (  # noqa: F401 - fixtures
    _django_db_helper,
    all_kept_rows,
    commits,
    kept,
    kept_rows,
)
from tests.migrated import django_db_setup, migrating_once  # noqa: F401 - fixtures

# Without a deadline: on a busy machine, a slow example would fail its test.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

BOTH = "both_databases"
JOURNEYS = "tests/journeys"
MIGRATIONS = "tests/migrations"
LONGEST_FIRST = [
    JOURNEYS,
    "tests/architecture",
    MIGRATIONS,
    "tests/domain",
    "tests/site/reminders/test_at_once.py",
    "tests/access",
    "tests/outputs/reports",
]
"""A long file that starts last would leave the other workers idle.

While the first worker migrates a database, the second begins with tests that need none. Then it
copies that database.
"""
TOGETHER = (JOURNEYS, MIGRATIONS)
"""Folders whose tests share what takes long to make: a site, and databases of old migrations."""

ON_ONE_DATABASE = (
    "tests/access/test_limited_changes.py",
    "tests/access/test_methods.py",
    "tests/access/test_nothing_typed_is_lost.py",
    "tests/access/test_rules.py",
    "tests/claims/",
    "tests/cxsite/test_outdated_forms.py",
    "tests/outputs/exports/",
    "tests/outputs/reports/test_editions.py",
    "tests/outputs/reports/test_editions_extremes.py",
    "tests/outputs/reports/test_golden_report.py",
    "tests/outputs/reports/test_hostile_reports.py",
    "tests/outputs/reports/test_lived_plans.py",
    "tests/outputs/reports/test_pages.py",
)
"""Tests of how values from `queries` are worded and laid out, and of what happens before a page
reads any, which no database can change.

Tests of requesting, allowing, sharing or importing a document, or of comments on it, run on both.
"""
EVERY_CASE = (
    "tests/access/test_matrix.py",
    "tests/access/test_practice_matrix.py",
    "tests/consulting/portfolio/",
    MIGRATIONS,
)
"""Tests in which each case has queries of its own, so all of them run on PostgreSQL, too.

So do all cases of tests with transactions of their own. Of other tests with many cases, PostgreSQL
gets the first and the last.
"""

OBJECTS_BETWEEN_COLLECTIONS = 50_000
DAY_LONG = 86_400
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--approve", action="store_true", help="approve the pages of reports as they look now"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests for `./dev test` before pytest chooses, and put the longest files first.

    They are sorted last of all, because pytest-django moves tests without a database to the end.
    """
    for item in items:
        mark(item)
    for item in cases_between(items):
        item.own_markers = [own for own in item.own_markers if own.name != BOTH]
    yield
    items.sort(key=lambda item: place_in_line(item.nodeid))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for the whole run: modules and collected tests.

    Of the rest, nearly everything is freed without it, so it looks less often than usual.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def mark(item: pytest.Item) -> None:
    """Mark what runs on both databases, uses a browser, or tries many cases."""
    fixtures = getattr(item, "fixturenames", ())
    stores = "db" in fixtures or item.get_closest_marker("django_db")
    if stores and not on_one_database(item):
        item.add_marker(BOTH)
    if "browser" in fixtures:
        item.add_marker("browser")
    if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker("thorough")


def on_one_database(item: pytest.Item) -> bool:
    return item.nodeid.startswith(ON_ONE_DATABASE) or item.get_closest_marker("pdf") is not None


def cases_between(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield the cases between the first and the last of each test, if these two are enough."""
    by_test = defaultdict(list)
    for item in items:
        by_test[item.nodeid.split("[")[0]].append(item)
    for test, cases in by_test.items():
        if not test.startswith(EVERY_CASE) and not commits(cases[0]):
            yield from cases[1:-1]


def place_in_line(nodeid: str) -> int:
    starts = (i for i, path in enumerate(LONGEST_FIRST) if nodeid.startswith(path))
    return next(starts, len(LONGEST_FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    return FilesTogether(config, log)


class FilesTogether(LoadFileScheduling):  # type: ignore[misc]
    """Gives a worker whole files, and some whole folders."""

    def _split_scope(self, nodeid: str) -> str:
        folders = (folder for folder in TOGETHER if nodeid.startswith(folder))
        return next(folders, None) or super()._split_scope(nodeid)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(autouse=True, scope="session")
def patient_printing() -> None:
    """Print without time limits, which no test may depend on; memory is limited as on a site."""
    pdf_client.limits = replace(pdf_client.limits, wall_seconds=DAY_LONG, cpu_seconds=DAY_LONG)


@pytest.fixture(autouse=True, scope="session")
def readiness_in_this_thread() -> Iterator[None]:
    """Look within the transaction of the test, whose rows no other thread can see."""

    def at_once(do: Callable[[], None], *, name: str) -> Mock:
        do()
        return Mock(is_alive=Mock(return_value=False))

    with patch.object(readiness, "in_background", at_once):
        yield


@pytest.fixture(autouse=True)
def own_cpu_budget() -> None:
    """Give each test the whole budget: a suite is one process, and its owners share an id."""
    cpu_budget.taken.clear()


@pytest.fixture(autouse=True)
def own_report_cache(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test its own cache of reports."""
    settings.REPORTS_ROOT = tmp_path_factory.getbasetemp() / f"reports-{uuid4()}"


@pytest.fixture(autouse=True)
def mail_leaves_after_each_commit(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Drain the outbox in the thread of the test, where a site would wake a background thread.

    In a test that runs in a transaction of its own, which never commits, the end of the outermost
    other transaction counts as a commit. A test that uses `mail_waits` drains it explicitly.
    """
    stored: list[Any] = []

    def note(**saved: Any) -> None:
        if saved["created"]:
            stored.append(saved["instance"])

    def leave(block: Any, *trouble: Any, leaving: Any = transaction.Atomic.__exit__) -> None:
        leaving(block, *trouble)
        blocks = connection.atomic_blocks
        # Django marks in this way the transaction in which it runs a whole test.
        if stored and all(vars(other)["_from_testcase"] for other in blocks):
            stored.clear()
            drain()

    monkeypatch.setattr(courier, "wake", lambda: None)
    if "mail_waits" in request.fixturenames:
        yield
        return
    monkeypatch.setattr(transaction.Atomic, "__exit__", leave)
    post_save.connect(note, sender=OutgoingMail, weak=False)
    yield
    post_save.disconnect(note, sender=OutgoingMail)


@pytest.fixture
def mail_waits() -> None:
    """Leave emails in the outbox until the test drains it."""


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep commands from closing the connection, which would end the test's transaction."""
    with (
        patch("django_tasks_db.management.commands.db_worker.close_old_connections"),
        patch.object(run_schedule, "close_old_connections"),
        patch.object(run_schedule, "connections"),
    ):
        yield


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


@kept
def owner(db: None) -> User:
    return make_user("owner")


@kept
def stranger(db: None) -> User:
    return make_user("stranger")


@kept
def business(owner: User) -> Business:
    return make_business(owner=owner)


@kept
def assessment(business: Business) -> Assessment:
    return make_assessment(business)


@kept
def answered(assessment: Assessment, owner: User) -> Assessment:
    """An assessment with every question answered "usually", not submitted."""
    make_answers(assessment, owner)
    return assessment


@pytest.fixture
def as_owner(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def as_stranger(stranger: User) -> Client:
    client = Client()
    client.force_login(stranger)
    return client


@pytest.fixture
def at_most() -> Callable[[int], Any]:
    """Fail a block `with at_most(8):` that runs more queries, not counting transaction control."""

    @contextmanager
    def budget(limit: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as caught:
            yield
        queries = [
            q["sql"] for q in caught.captured_queries if not q["sql"].startswith(TRANSACTION_WORDS)
        ]
        assert len(queries) <= limit, "\n".join(
            [f"{len(queries)} queries, {limit} allowed", *queries]
        )

    return budget
