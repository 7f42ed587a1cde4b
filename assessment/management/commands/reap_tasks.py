"""Put tasks back into the queue after their worker process died."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.site.operations.background_work import MOST_TRIES, reap

MINUTES = 10


class Command(BaseCommand):
    help = (
        "Put tasks back into the queue that have been running for too long, because their worker "
        f"must have died. After {MOST_TRIES} attempts a task is marked as failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--minutes", type=int, default=MINUTES, help="how long a task may run (default: 10)"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        limit = timedelta(minutes=options["minutes"])
        again, given_up = reap(at=timezone.now(), limit=limit)
        return f"{again} put back into the queue, {given_up} marked as failed."
