"""Give every stored email address its normal form; one that would equal another stays as it is."""

import logging
from hashlib import sha256
from typing import Any

from django.apps.registry import Apps
from django.db import IntegrityError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from assessment.foundation.parsing.addresses import normal_or_same

log = logging.getLogger(__name__)

COLUMNS = [
    ("assessment", "Invitation", "email"),
    ("assessment", "HandOver", "email"),
    ("assessment", "SharedLink", "email"),
    ("assessment", "PlanItem", "helper_email"),
    ("assessment", "Pause", "helper_email"),
]


def normalise(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    addresses = apps.get_model("account", "EmailAddress")
    for user in _others(apps.get_model("assessment", "User"), "email"):
        old, new = user.email, normal_or_same(user.email)
        if _change(user, email=new):
            addresses.objects.filter(user=user, email=old).update(email=new)
    for address in _others(addresses, "email"):
        # If a user’s own address had to stay, so does its other copy.
        if address.email != address.user.email:
            _change(address, email=normal_or_same(address.email))
    for app, model, column in COLUMNS:
        for row in _others(apps.get_model(app, model), column):
            _change(row, **{column: normal_or_same(getattr(row, column))})
    for reminder in _others(apps.get_model("assessment", "Reminder"), "helper_email"):
        new = normal_or_same(reminder.helper_email)
        # The key says what was sent to whom, so that nothing is sent to them twice.
        key = reminder.key.replace(_mark(reminder.helper_email), _mark(new))
        _change(reminder, helper_email=new, key=key)
    _normalise_changes(apps.get_model("assessment", "ItemChange"))


def _others(model: Any, column: str) -> list[Any]:
    """Return the rows whose address is not in its normal form."""
    rows = model.objects.exclude(**{column: ""}).order_by("pk")
    found = [pk for pk, old in rows.values_list("pk", column) if normal_or_same(old) != old]
    return list(model.objects.filter(pk__in=found).order_by("pk"))


def _change(row: Any, **columns: Any) -> bool:
    for name, value in columns.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=[*columns])
    except IntegrityError:
        log.warning(
            "address left as it is, because another row has its normal form: %s %s",
            type(row).__name__,
            row.pk,
        )
        return False
    return True


def _normalise_changes(model: Any) -> None:
    """Change what an undo of an action would write back."""
    changes = model.objects.filter(before__has_key="helper_email") | model.objects.filter(
        after__has_key="helper_email"
    )
    for change in changes.order_by("pk"):
        was = (change.before, change.after)
        change.before, change.after = (_with_address(columns) for columns in was)
        if was != (change.before, change.after):
            change.save(update_fields=["before", "after"])


def _with_address(columns: dict[str, Any]) -> dict[str, Any]:
    if "helper_email" not in columns:
        return columns
    return {**columns, "helper_email": normal_or_same(columns["helper_email"])}


def _mark(email: str) -> str:
    return f"helper-{sha256(email.lower().encode()).hexdigest()[:16]}"


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("assessment", "0013_outgoing_mail"),
    ]

    operations = [migrations.RunPython(normalise, migrations.RunPython.noop)]
