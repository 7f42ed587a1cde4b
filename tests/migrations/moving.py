"""Migrating forwards and back, and a check as it was at the time."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOON

OCTOBER = date(2026, 10, 1)


def migrated(target: tuple[str, str]) -> Any:
    """The models as they are once everything up to this migration has run, and nothing after it."""
    return moved_to(target).get_model


def moved_to(target: tuple[str, str]) -> Any:
    """All apps as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


def newest() -> tuple[str, str]:
    [(app, name)] = MigrationExecutor(connection).loader.graph.leaf_nodes("assessment")
    return app, name


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
