"""Confirm and correct the address of an account, and end what an unproven account could do."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import columns_with_people
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.services import record


def confirm_address(*, user: User, email: str, at: datetime) -> None:
    """Make this the proven address of an account, and drop any others that were waiting for it."""
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(email=email).delete()
    addresses.update_or_create(
        email=email, defaults={"user": user, "verified": True, "primary": True}
    )
    user.email = email
    user.save(update_fields=["email"])
    record(Event.ADDRESS_CONFIRMED, by=user, at=at)


def correct_address(*, user: User, email: str, at: datetime) -> EmailAddress:
    """Replace an address that nobody has proven, and return the new one.

    It is a new row, because links that were mailed to the old address name the old row.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).delete()
        user.email = email
        user.save(update_fields=["email"])
        record(Event.ADDRESS_CHANGED, by=user, at=at)
        return EmailAddress.objects.create(user=user, email=email, primary=True)


def end_ways_to_sign_in(*, user: User, at: datetime) -> None:
    """Remove the password and the second step of an account, and end all its sessions."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    steps, _of_each_kind = Authenticator.objects.filter(user=user).delete()
    if steps:
        record(Event.SECOND_STEP_REMOVED, by=user, at=at)
    end_sessions(user=user)


def end_sessions(*, user: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def take_over(*, other: User, owner: User) -> None:
    """Put everything that another account wrote and owns under `owner`, and delete that account."""
    end_sessions(user=other)
    for column, rows in _rows_of(other):
        try:
            # A savepoint, because PostgreSQL refuses everything after an error.
            with transaction.atomic():
                rows.update(**{column: owner})
        except IntegrityError:
            _take_what_fits(rows, {column: owner})
    other.delete()


def _rows_of(user: User) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Return the rows of our models that name this account, each with the column that does.

    Entries of the audit table are never changed. Permissions, and allauth's rows, are not taken
    over and go with the account.
    """
    for model, column, _on_delete in columns_with_people():
        about = model._meta  # noqa: SLF001 - public
        if about.app_label == "assessment" and not about.auto_created and model != AuditEntry:
            yield column, model._base_manager.filter(**{column: user})  # noqa: SLF001 - public


def _take_what_fits(rows: QuerySet[Any], owner: dict[str, User]) -> None:
    """Change row by row; where the owner has such a row already, the other is deleted later."""
    for row in rows:
        with suppress(IntegrityError), transaction.atomic():
            rows.filter(pk=row.pk).update(**owner)
