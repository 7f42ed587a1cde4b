"""Migrating forwards and back, and a check as it was at the time."""

from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOON
from tests.migrations.snapshots import SNAPSHOTS, restore

Node = tuple[str, str]
"""An app and the name of one of its migrations."""

OCTOBER = date(2026, 10, 1)


STARTS = [
    "0002_cache_table",
    "0003_quarters_of_ones_own",
    "0006_reports_made_and_shared",
    "0009_clients_that_count",
    "0012_where_queued_work_is_found",
]
"""Where tests begin, in order. Each is migrated to once, from the one before it."""


def starting_at(target: Node) -> Any:
    """The models of a database that was just migrated to this point, without rows of ours."""
    return apps_starting_at(target).get_model


def apps_starting_at(target: Node) -> Any:
    """All apps of such a database."""
    _, name = target
    start_at(name)
    return apps_at(target)


def start_at(name: str) -> None:
    if name in SNAPSHOTS.copies:
        restore(name)
        return
    earlier = [start for start in STARTS if start < name]
    if earlier:
        start_at(earlier[-1])
    else:
        SNAPSHOTS.empty()
    others = [leaf for leaf in leaves() if leaf[0] != "assessment"]
    MigrationExecutor(connection).migrate([*others, ("assessment", name)])
    SNAPSHOTS.save(name)


@cache
def apps_at(target: Node) -> Any:
    """All apps as they were after this migration; preparing their models takes a second."""
    return MigrationExecutor(connection).loader.project_state([target]).apps


def migrated(target: Node) -> Any:
    """The models once the database of the test has been migrated there, forwards or back."""
    return moved_to(target).get_model


def moved_to(target: Node) -> Any:
    """All apps at that point."""
    MigrationExecutor(connection).migrate([target])
    return apps_at(target)


def leaves() -> list[Node]:
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def newest() -> Node:
    [leaf] = [leaf for leaf in leaves() if leaf[0] == "assessment"]
    return leaf


def sent_check(model: Any, **fields: Any) -> Any:
    """Create a submitted check of October to December with one answer and a result."""
    user, _ = model("assessment", "User").objects.get_or_create(email="owner@example.com")
    business, _ = model("assessment", "Business").objects.get_or_create(
        slug="cafe", defaults={"name": "Café", "founded_at": NOON}
    )
    version, _ = model("assessment", "ModelVersion").objects.get_or_create(
        key="m-1", defaults={"title": "M", "content_hash": "0", "source": "", "published_at": NOON}
    )
    made = model("assessment", "Assessment").objects.create(
        business=business,
        quarter_starts_on=OCTOBER,
        model_version=version,
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=user,
        **fields,
    )
    model("assessment", "Answer").objects.create(assessment=made, practice="CUL1")
    model("assessment", "Result").objects.create(
        assessment=made, rule="r", sheet={}, outcome={}, frozen_at=NOON
    )
    return made
