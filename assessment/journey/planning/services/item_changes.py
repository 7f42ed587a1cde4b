"""Change one action of a plan, recording the previous values so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, ItemChange, PlanItem
from assessment.journey.planning.services.progress import note_progress


class ActionChangedMeanwhile(DomainError):
    """Someone changed this action after the page was opened; `theirs` is their change."""

    def __init__(self, theirs: ItemChange) -> None:
        super().__init__(theirs.kind)
        self.theirs = theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person making a change: an account, or just a name if they used a link.

    `seen` is the revision that their page showed; None if the change did not come from a page.
    """

    by: User | None
    at: datetime
    by_name: str = ""
    seen: int | None = None


@transaction.atomic
def change_item(*, item: PlanItem, kind: ChangeKind, actor: Actor, new: Mapping[str, Any]) -> bool:
    """Write new values by column name. Values that are already set change nothing.

    It is therefore safe to send the same change twice.

    Returns:
        Whether anything was changed.

    Raises:
        ActionChangedMeanwhile: the page showed an earlier revision than the current one.
    """
    # Lock the row and read it again, so that simultaneous changes are made one after the other.
    # The second is then compared with what the first one wrote.
    PlanItem.objects.select_for_update().only("pk").get(pk=item.pk)
    item.refresh_from_db()
    before = {
        name: getattr(item, name) for name, value in new.items() if getattr(item, name) != value
    }
    if not before:
        return False
    # This comes after the check for differences. A form sent twice finds its own values already
    # saved, and must not be reported as a conflict with itself.
    if actor.seen is not None and actor.seen != item.revision:
        raise ActionChangedMeanwhile(item.changes.select_related("by").get(revision=item.revision))
    for name in before:
        setattr(item, name, new[name])
    item.revision += 1
    ItemChange.objects.create(
        item=item,
        revision=item.revision,
        kind=kind,
        before=_plain(before),
        after=_plain({name: new[name] for name in before}),
        at=actor.at,
        by=actor.by,
        by_name=actor.by_name,
    )
    item.save(update_fields=[*before, "revision"])
    note_progress(plan=item.plan_id)
    return True


def undo_change(*, item: PlanItem, last: ItemChange, actor: Actor) -> None:
    """Restore the values from before the last change; undoing again restores the change.

    Raises:
        ActionChangedMeanwhile: as for any change.
    """
    change_item(item=item, kind=ChangeKind.UNDONE, actor=actor, new=_values(last.before))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Convert values to what JSON can store."""
    return {
        name: str(value) if isinstance(value, date | Decimal) else value
        for name, value in values.items()
    }


def _values(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Convert stored values back for the columns; a deleted account becomes None."""
    fields = {field.attname: field for field in PlanItem._meta.fields}  # noqa: SLF001 - public
    values = {name: fields[name].to_python(value) for name, value in kept.items()}
    owner = values.get("owner_id")
    if owner and not User.objects.filter(pk=owner).exists():
        values["owner_id"] = None
    return values
