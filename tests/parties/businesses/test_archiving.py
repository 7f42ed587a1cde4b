"""Archived businesses: closed to everyone at once, restored for 30 days, then gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.links.services import make_link
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.presenters.calendar_entries import feed_behind
from assessment.parties.access.queries import businesses_of, owned_businesses, visible_businesses
from assessment.parties.businesses.models import ArchiveReason, Business, Invitation, Role
from assessment.parties.businesses.services import (
    archive_business,
    found_business,
    purge_business,
    restore_business,
)
from assessment.parties.settings.queries import invitation_behind
from assessment.site.reminders.queries.due_reminders import due_letters
from assessment.site.reminders.queries.subscriptions import subscriptions_of
from tests.factories import NOON, make_engagement, make_user

pytestmark = pytest.mark.django_db

A_MONTH = timedelta(days=30)


def test_an_archived_business_is_closed_to_owners_and_consultants(
    business: Business, owner: User
) -> None:
    connie = make_user("connie")
    make_engagement(business, connie)

    assert archive_business(business=business, by=owner, at=NOON)

    for reader in (owner, connie):
        assert not visible_businesses(reader).exists()
        assert not businesses_of(reader).exists()
    assert not owned_businesses(owner).exists()
    assert not subscriptions_of(owner)
    assert not [letter for letters in due_letters(NOON) for letter in letters]


def test_its_links_stop_working_and_work_again_once_it_is_restored(
    business: Business, owner: User
) -> None:
    _feed, feed = make_link(CalendarFeed, business=business, by=owner, at=NOON)
    fields: dict[str, Any] = {"business": business, "email": "new@example.com"}
    _link, invitation = make_link(
        Invitation, by=owner, at=NOON, expires_at=NOON + A_MONTH, role=Role.VIEWER, **fields
    )

    archive_business(business=business, by=owner, at=NOON)
    closed = feed_behind(feed, NOON), invitation_behind(invitation)
    restore_business(business=business, by=owner, at=NOON)

    assert closed == (None, None)
    assert feed_behind(feed, NOON)
    assert invitation_behind(invitation)


def test_the_filter_costs_no_query(
    business: Business, owner: User, at_most: Callable[[int], Any]
) -> None:
    with at_most(1):
        assert list(businesses_of(owner)) == [business]


def test_it_can_be_restored_for_thirty_days(business: Business, owner: User) -> None:
    archive_business(business=business, by=owner, at=NOON)

    assert business.removed_at == NOON + A_MONTH
    assert not restore_business(business=business, by=owner, at=NOON + A_MONTH)
    assert restore_business(business=business, by=owner, at=NOON + timedelta(days=29))
    assert not restore_business(business=business, by=owner, at=NOON + timedelta(days=29))

    found = Business.objects.get()
    assert (found.archived_at, found.archived_by, found.archived_for) == (None, None, "")
    assert [entry.kind for entry in AuditEntry.objects.order_by("pk")] == [
        Event.DELETED,
        Event.RESTORED,
    ]


def test_archiving_twice_changes_nothing(business: Business, owner: User) -> None:
    archive_business(business=business, by=owner, at=NOON)

    again = archive_business(
        business=business, by=None, at=NOON + A_MONTH, reason=ArchiveReason.UNPROVEN
    )

    found = Business.with_archived.get()
    assert not again
    assert (found.archived_at, found.archived_for) == (NOON, ArchiveReason.DELETED)
    assert AuditEntry.objects.count() == 1


def test_a_business_made_under_an_unproven_address_is_set_aside(business: Business) -> None:
    archive_business(business=business, by=None, at=NOON, reason=ArchiveReason.UNPROVEN)

    assert AuditEntry.objects.get().kind == Event.SET_ASIDE


def test_it_is_removed_only_after_thirty_days_and_only_once(
    business: Business, owner: User
) -> None:
    early = purge_business(business=business, at=NOON + A_MONTH)
    archive_business(business=business, by=owner, at=NOON)

    found = [
        purge_business(business=business, at=NOON + days)
        for days in (timedelta(days=29), A_MONTH, A_MONTH)
    ]

    assert not early
    assert found == [False, True, False]
    assert not Business.with_archived.exists()
    tombstones = AuditEntry.objects.order_by("pk").values_list("kind", "by_name", "business_name")
    assert list(tombstones) == [
        (Event.DELETED, "Owner", "Café Lindgren"),
        (Event.PURGED, "", "Café Lindgren"),
    ]


def test_the_address_of_an_archived_business_is_not_given_away(
    business: Business, owner: User
) -> None:
    archive_business(business=business, by=owner, at=NOON)

    other = found_business(name=business.name, by=owner, at=NOON)

    assert other.slug != business.slug
