"""Read the audit table: who did what in a business."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model, Q

from assessment.foundation.audit.models import OF_PRACTICES, AuditEntry, AuditEntryQuerySet, Event
from assessment.foundation.parsing.addresses import shown_address

ASKED = {Event.PRACTICE_ASKED, Event.PRACTICE_WITHDREW}
"""What a practice asks of a business, which its own list shows too."""
KINDS = [
    (kind, label) for kind, label in Event.choices if kind not in OF_PRACTICES or kind in ASKED
]
"""The kinds of event that a business can have, as choices."""


def entries_of(business: Model, people: Mapping[int, datetime]) -> AuditEntryQuerySet:
    """Return the events in a business, and what its people did with their accounts.

    Sign-ins belong to no business. They are listed from the moment at which `people`, by user
    key, joined this one. What they do in a practice is not the business's to know.
    """
    own = Q(business=None) & ~Q(kind__in=OF_PRACTICES)
    found = Q(business=business.pk)
    for person, since in people.items():
        found |= own & Q(by=person, at__gte=since)
    return AuditEntry.objects.filter(found).order_by("-at", "-pk")


def people_in(entries: AuditEntryQuerySet) -> list[tuple[str, str]]:
    """Return everybody who did something, as choices by their address; one query.

    Entries from before addresses were recorded are chosen by the name.
    """
    named = entries.exclude(by_name="").order_by("by_name", "by_address")
    names = defaultdict(list)
    for name, address in named.values_list("by_name", "by_address").distinct():
        names[address or name].append(name)
    return [(person, _label(person, ", ".join(used))) for person, used in names.items()]


def _label(person: str, names: str) -> str:
    shown = shown_address(person) if "@" in person else person
    return names if names == shown else f"{names} ({shown})"


def entries_by(entries: AuditEntryQuerySet, person: str) -> AuditEntryQuerySet:
    """Return the entries of a person chosen from `people_in`, or of everybody with this name."""
    return entries.filter(Q(by_address=person) | Q(by_name=person))
