"""Checks and businesses from before quarters of one's own, and the way back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessment", "0002_cache_table")
AFTER = ("assessment", "0003_quarters_of_ones_own")
OCTOBER = date(2026, 10, 1)


def migrated(target: tuple[str, str]) -> Any:
    """The models as they are once everything up to this migration has run, and nothing after it."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps.get_model


@pytest.fixture(autouse=True)
def at_the_end_as_it_was() -> Iterator[None]:
    yield
    call_command("migrate", verbosity=0)


def sent_check(model: Any, **fields: Any) -> Any:
    """A check of October to December that was sent, with one answer and its result."""
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


def test_checks_from_before_are_those_of_their_quarter_and_businesses_keep_the_usual_ones() -> None:
    sent_check(migrated(BEFORE))

    model = migrated(AFTER)

    made = model("assessment", "Assessment").objects.get()
    business = model("assessment", "Business").objects.get()
    assert (made.quarter_starts_on, made.extra, made.revision) == (OCTOBER, 0, 1)
    assert (business.first_month, business.time_zone) == (1, "")
    assert made.answers.count() == model("assessment", "Result").objects.count() == 1


def test_on_the_way_back_corrections_stay_and_only_checks_in_between_go() -> None:
    model = migrated(AFTER)
    sent_check(model)
    sent_check(model, revision=2)
    sent_check(model, extra=1)

    back = migrated(BEFORE)

    kept = back("assessment", "Assessment").objects.order_by("revision")
    assert [made.revision for made in kept] == [1, 2]
    assert back("assessment", "Answer").objects.count() == 2
    assert back("assessment", "Result").objects.count() == 2


def test_there_and_back_a_quarter_still_has_one_check_of_each_revision() -> None:
    migrated(AFTER)
    model = migrated(BEFORE)
    sent_check(model)

    with pytest.raises(IntegrityError), transaction.atomic():
        sent_check(model)
