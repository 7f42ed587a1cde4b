"""Keep the rows that go with a membership, and bring them back when its end is undone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.serializers import deserialize, serialize
from django.db.models import CASCADE, Model

from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.departures.models import UNDO_FOR, Removal

ROWS = "json"
"""How the rows of a membership are kept."""


def rows_of(member: ConsultancyMember) -> str:
    """Return a membership and all rows that would be deleted with it, to be written again."""
    written: str = serialize(ROWS, _with_dependants(member))
    return written


def _with_dependants(row: Model) -> Iterator[Model]:
    yield row
    for relation in row._meta.related_objects:  # noqa: SLF001 - public
        if relation.on_delete is CASCADE:
            found = relation.related_model._default_manager.filter(**{relation.field.name: row})  # noqa: SLF001 - public
            for each in found:
                yield from _with_dependants(each)


def write_again(kept: str, *, away: timedelta) -> None:
    """Write rows again, except those about something that has been deleted since.

    Args:
        away: how long they were gone. What expires has so much more time, as if it had waited.
    """
    for found in deserialize(ROWS, kept):
        row = found.object
        if hasattr(row, "expires_at") and row.expires_at:
            row.expires_at += away
        if _has_all_it_needs(row):
            found.save()


def _has_all_it_needs(row: Model) -> bool:
    """Return whether everything that a row refers to is there, and nothing took its place."""
    for field in row._meta.concrete_fields:  # noqa: SLF001 - public
        value = getattr(row, field.attname)
        if field.related_model is None or value is None:
            continue
        if not field.related_model._base_manager.filter(pk=value).exists():  # noqa: SLF001 - public
            return False
        others = type(row)._base_manager.exclude(pk=row.pk)  # noqa: SLF001 - public
        if field.unique and others.filter(**{field.attname: value}).exists():
            return False
    return True


def forget_rows(*, at: datetime) -> None:
    """Forget what was kept for an undo that is no longer possible, such as lists of clients."""
    past = Removal.objects.exclude(ended_at__gt=at - UNDO_FOR, undone_at=None).exclude(kept="")
    past.update(kept="")
