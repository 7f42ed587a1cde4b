"""What was deleted 30 days ago is really removed: rows, files and waiting tasks."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django_tasks_db.models import DBTaskResult

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.outputs.reports.services.report_cache import path_of, put
from assessment.outputs.reports.tasks import make_report
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import archive_business, purge_business
from assessment.parties.departures.services import close_account
from assessment.site.operations import purging
from assessment.site.operations.purging import DELIVER, purge
from assessment.site.reminders.models import Kind, Reminder
from assessment.site.reminders.tasks import deliver
from tests.factories import NOON, make_business, make_user
from tests.parties.departures.doors import open_every_kind

pytestmark = pytest.mark.django_db

A_MONTH = timedelta(days=30)


def reminder_of(business: Business, person: User) -> Reminder:
    return Reminder.objects.create(
        key=f"late:{business.pk}:{person.pk}",
        kind=Kind.LATE,
        about="2026-11-30",
        business=business,
        person=person,
        made_at=NOON,
    )


def fill(business: Business, owner: User) -> Path:
    """Put something of every kind into a business, and return the file of its report."""
    run: Any = open_every_kind(business, owner)["ReportRun"]
    make_report.enqueue(run.pk)
    deliver.enqueue(reminder_of(business, owner).pk)
    put(run.content_hash, b"%PDF")
    return path_of(run.content_hash)


def test_nothing_of_a_business_is_left_and_nothing_of_others_is_lost(
    business: Business, owner: User
) -> None:
    other = make_business("Other", owner=owner)
    gone, kept = fill(business, owner), fill(other, owner)
    archive_business(business=business, by=owner, at=NOON)

    assert purge(at=NOON + A_MONTH - timedelta(seconds=1)) == (0, 0)
    assert purge(at=NOON + A_MONTH) == (1, 0)
    assert purge(at=NOON + A_MONTH) == (0, 0)

    assert not gone.exists()
    assert kept.exists()
    assert list(Business.with_archived.all()) == [other]
    assert DBTaskResult.objects.count() == 2
    assert rows_about(business.pk) == {"AuditEntry": 0}
    assert AuditEntry.objects.filter(business_name=business.name, kind=Event.PURGED).count() == 1


def rows_about(business: int) -> dict[str, int]:
    """Count the rows of all tables with a column that leads to this business."""
    return {
        model.__name__: model._default_manager.filter(**{field.name: business}).count()  # noqa: SLF001 - public
        for model in apps.get_app_config("assessment").get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - public
        if field.related_model is Business
        and (
            model is AuditEntry or model._default_manager.filter(**{field.name: business}).exists()  # noqa: SLF001 - public
        )
    }


def test_an_account_goes_with_the_business_it_was_alone_in(business: Business, owner: User) -> None:
    fill(business, owner)
    close_account(user=owner, at=NOON)

    assert purge(at=NOON + A_MONTH) == (1, 1)

    assert not User.objects.filter(pk=owner.pk).exists()
    assert not DBTaskResult.objects.exists()


def test_an_error_in_one_does_not_stop_the_others(
    business: Business, owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    other = make_business("Other", owner=make_user("other"))
    for place in (business, other):
        archive_business(business=place, by=owner, at=NOON)

    def breaking(*, business: Business, at: Any) -> bool:
        if business.name == "Other":
            raise RuntimeError
        return purge_business(business=business, at=at)

    with patch.object(purging, "purge_business", breaking):
        assert purge(at=NOON + A_MONTH) == (1, 0)

    assert f"Business={other.pk}" in caplog.text


def test_the_task_of_a_reminder_is_found_by_its_path() -> None:
    assert deliver.module_path == DELIVER
