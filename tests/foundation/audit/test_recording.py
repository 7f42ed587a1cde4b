"""The audit table: entries are added with the change and never changed."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, models, transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AppendOnly, AuditEntry, Event
from assessment.foundation.audit.services import record, record_once
from assessment.parties.businesses.models import Business
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def entry_of(business: Business, owner: User) -> AuditEntry:
    record(Event.ROLE_CHANGED, by=owner, at=NOON, business=business, person="Edith", role="viewer")
    return AuditEntry.objects.get()


def test_an_entry_says_who_did_what_when_and_where(business: Business, owner: User) -> None:
    entry = entry_of(business, owner)

    assert (entry.kind, entry.by, entry.by_name, entry.at) == (
        Event.ROLE_CHANGED,
        owner,
        "Owner",
        NOON,
    )
    assert (entry.business, entry.business_name) == (business, "Café Lindgren")
    assert entry.about == {"person": "Edith", "role": "viewer"}


def test_entries_are_never_changed_or_deleted(business: Business, owner: User) -> None:
    entry = entry_of(business, owner)

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.update(by_name="Someone else")
    with pytest.raises(AppendOnly):
        AuditEntry.objects.bulk_update([entry], ["by_name"])
    with pytest.raises(AppendOnly):
        AuditEntry.objects.all().delete()

    assert AuditEntry.objects.get().by_name == "Owner"


def test_the_names_stay_when_account_and_business_are_gone(business: Business, owner: User) -> None:
    entry_of(business, owner)

    models.Model.delete(business)
    models.Model.delete(owner)

    entry = AuditEntry.objects.get()
    assert (entry.by, entry.business) == (None, None)
    assert (entry.by_name, entry.business_name) == ("Owner", "Café Lindgren")


def test_a_change_that_is_rolled_back_leaves_no_entry(business: Business, owner: User) -> None:
    with transaction.atomic():
        entry_of(business, owner)
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()


def test_what_is_read_often_is_recorded_once_for_its_key(business: Business, owner: User) -> None:
    for minutes, key in ((0, "today"), (1, "today"), (2, "tomorrow")):
        at = NOON + timedelta(minutes=minutes)
        record_once(Event.LOOKED, once=key, by=owner, at=at, business=business)

    assert list(AuditEntry.objects.order_by("at").values_list("once", "at")) == [
        ("today", NOON),
        ("tomorrow", NOON + timedelta(minutes=2)),
    ]


def test_reading_goes_on_when_the_database_cannot_write(business: Business, owner: User) -> None:
    with patch.object(AuditEntry.objects, "bulk_create", side_effect=OperationalError("locked")):
        record_once(Event.LOOKED, once="today", by=owner, at=NOON, business=business)

    assert not AuditEntry.objects.exists()


def test_long_names_are_cut_to_the_column(business: Business, owner: User) -> None:
    record(Event.INVITED, by=owner, at=NOON, business=business, person="a" * 999)

    assert len(AuditEntry.objects.get().about["person"]) == 254
