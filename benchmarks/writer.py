"""A script that saves many times while others do, and prints its number of lock errors."""

import sys

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils import timezone


def prepare() -> None:
    """Create the tables and one row to save to."""
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("writer@cairn.example", None, name="0")


def write(times: int) -> int:
    """Read and save in one transaction, as saving an answer does; return the lock errors.

    Reading before writing is what makes SQLite's deferred transactions fail when others write.
    """
    errors = 0
    for _time in range(times):
        try:
            with transaction.atomic():
                row = get_user_model().objects.get(email="writer@cairn.example")
                row.last_login = timezone.now()
                row.name = str(int(row.name) + 1)
                row.save()
        except OperationalError:
            errors += 1
    return errors


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        sys.stdout.write(str(write(int(sys.argv[1]))))
