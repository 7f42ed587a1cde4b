"""A person's name and preferences."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.parsing.edits import Edit
from assessment.foundation.parsing.names import one_line

EDITABLE = ("name", "theme", "time_zone", "language", "shortcuts")


@transaction.atomic
def change_profile(*, user: User, edit: Edit[str], at: datetime) -> None:
    """Save what a page changed about a person's name and preferences.

    Raises:
        EditedMeanwhile: another window changed the same values; nothing is saved.
    """
    now = User.objects.select_for_update().get(pk=user.pk)
    changes, earlier = edit.changes(profile_values(now)), str(now)
    if "name" in changes:
        changes["name"] = one_line(changes["name"])
    for name, value in changes.items():
        setattr(now, name, value)
    now.save(update_fields=changes)
    if str(now) != earlier:
        record(Event.NAME_CHANGED, by=now, at=at, earlier=earlier)


def profile_values(user: User) -> Mapping[str, Any]:
    """Return what people can change about themselves, by the name of its column."""
    return {name: getattr(user, name) for name in EDITABLE}
