"""A person's name and preferences, and the account that replaces deleted ones."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext

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


FORMER = "former-member@cairn.invalid"
"""The address of the single account that replaces all deleted ones.

No email can reach it, because no domain will ever end in `.invalid`.
"""


def former_member() -> User:
    """Return the account that takes over the answers, plans and comments of deleted accounts."""
    # Somebody may have signed up with this address, but nobody can sign up as an inactive user.
    known = User.objects.filter(email=FORMER, is_active=False).order_by("pk").first()
    return known or User.objects.create(
        email=FORMER,
        name=gettext("A former member"),
        is_active=False,
        password=make_password(None),
    )


def end_sessions(*, user: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()
