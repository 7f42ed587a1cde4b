"""One of several processes that save at once; says how often it was turned away. A script."""

import sys

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils import timezone


def prepare() -> None:
    """Tables, and one row to save into."""
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("writer@cairn.example", None, name="0")


def write(times: int) -> int:
    """Read and save as an answer is saved: in one transaction that knows what it saw."""
    turned_away = 0
    for _time in range(times):
        try:
            with transaction.atomic():
                row = get_user_model().objects.get(email="writer@cairn.example")
                row.last_login = timezone.now()
                row.name = str(int(row.name) + 1)
                row.save()
        except OperationalError:
            turned_away += 1
    return turned_away


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        sys.stdout.write(str(write(int(sys.argv[1]))))
