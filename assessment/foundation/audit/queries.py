"""Read the audit table: who did what in a business."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model, Q

from assessment.foundation.audit.models import AuditEntry, AuditEntryQuerySet


def entries_of(business: Model, people: Mapping[int, datetime]) -> AuditEntryQuerySet:
    """Return the events in a business, and what its people did with their accounts.

    Sign-ins belong to no business. They are listed from the moment at which `people`, by user
    key, joined this one.
    """
    found = Q(business=business.pk)
    for person, since in people.items():
        found |= Q(business=None, by=person, at__gte=since)
    return AuditEntry.objects.filter(found).order_by("-at", "-pk")


def names_in(entries: AuditEntryQuerySet) -> list[str]:
    """Return the names of everybody who did something, in order; one query."""
    named = entries.exclude(by_name="").order_by("by_name")
    return list(named.values_list("by_name", flat=True).distinct())
