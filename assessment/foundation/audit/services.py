"""Add entries to the audit table, in the transaction of the change."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, models, transaction

from assessment.foundation.audit.models import OF_PRACTICES, ONCE_LENGTH, AuditEntry, Event

log = logging.getLogger(__name__)

LONGEST = 254
"""How many letters of a name are kept; as long as an email address can be."""


def record(
    kind: Event,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    business: models.Model | None = None,
    **about: str,
) -> None:
    """Record an event. Services call this inside their own transaction; one query.

    Args:
        by: who did it, or None for the site itself and for people without an account.
        business: the business that it concerns, or None if it concerns only the account.
        about: what the sentence of this kind names, such as `person` or `role`. Never a secret,
            an answer or a note.
    """
    _entry(kind, by, at, business, about).save(force_insert=True)


def record_for_each(
    kind: Event,
    businesses: Iterable[models.Model],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    **about: str,
) -> None:
    """Record the same event for many businesses; one query."""
    AuditEntry.objects.bulk_create(_entry(kind, by, at, one, about) for one in businesses)


def record_once(
    kind: Event,
    *,
    once: str,
    by: AbstractBaseUser | None,
    at: datetime,
    business: models.Model | None = None,
    **about: str,
) -> None:
    """Record something that was looked at or used, unless it has been recorded under this key.

    Reading must go on when the database cannot write, so an entry can be lost here. It has its
    own short transaction, because it is called where nothing else is written.
    """
    entry = _entry(kind, by, at, business, about)
    entry.once = once
    _add_once([entry])


def _add_once(entries: Sequence[AuditEntry]) -> None:
    try:
        with transaction.atomic():
            # One statement, so that of two simultaneous readers only one adds the entry.
            AuditEntry.objects.bulk_create(entries, ignore_conflicts=True)
    except OperationalError as trouble:
        kinds = {entry.kind for entry in entries}
        log.warning("not recorded: kinds=%s: %s", kinds, type(trouble).__name__)


def _entry(
    kind: Event,
    by: AbstractBaseUser | None,
    at: datetime,
    business: models.Model | None,
    about: Mapping[str, str],
) -> AuditEntry:
    return AuditEntry(
        kind=kind,
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by)[:LONGEST] if by else "",
        by_address=by.get_username() if by else "",
        business_id=business.pk if business else None,
        business_name=str(business)[:100] if business else "",
        about={name: str(words)[:LONGEST] for name, words in about.items()},
    )


def forget(*, person: AbstractBaseUser) -> None:
    """Delete what concerns only this person's own account, when the account itself is deleted.

    This is the one exception to a table that only grows. What the person did in a business or a
    practice stays there, under the name of that time.
    """
    # A plain queryset, because the model's own refuses to delete.
    entries: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry)
    own = entries.filter(by_id=person.pk, business=None)
    own.exclude(kind__in=OF_PRACTICES).delete()


def record_download(
    *, file: str, by: AbstractBaseUser, at: datetime, business: models.Model | None = None
) -> None:
    """Record that somebody downloaded a file with data, once a day for each file."""
    record_downloads([(business, file)], by=by, at=at)


def record_downloads(
    files: Iterable[tuple[models.Model | None, str]], *, by: AbstractBaseUser, at: datetime
) -> None:
    """Record the same for several files, each with its business; one query."""
    entries = []
    for business, file in files:
        entry = _entry(Event.EXPORTED, by, at, business, {"file": file})
        whose = business.pk if business else ""
        entry.once = f"file:{by.pk}:{whose}:{at.date()}:{file}"[:ONCE_LENGTH]
        entries.append(entry)
    _add_once(entries)
