"""Take up again what a killed worker left behind."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.site.operations.background_work import MOST_TRIES, reap

MINUTES = 10


class Command(BaseCommand):
    help = (
        "Put work back into the queue whose worker has died: all that has been running for longer "
        f"than a while. After {MOST_TRIES} tries it is given up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--minutes", type=int, default=MINUTES, help="how long work may run (default: 10)"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        limit = timedelta(minutes=options["minutes"])
        again, given_up = reap(at=timezone.now(), limit=limit)
        return f"{again} put back into the queue, {given_up} given up."
