"""Queue reminders for what is due; it is safe to run as often as you like."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.site.reminders import tasks
from assessment.site.reminders.queries.due_reminders import Letter, due_letters
from assessment.site.reminders.services import claim, take_up_again


class Command(BaseCommand):
    help = (
        "Queue an email for everyone who is due a reminder and has not had it; a worker process "
        "(run_schedule or db_worker) sends them. Reminders queued or sent earlier are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="list who would get an email, and why, without queueing anything",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        now = timezone.now()
        if options["dry_run"]:
            return "\n".join([*listed(now), "Nothing was queued."])
        return summary(remind(now))


def remind(now: datetime) -> Counter[str]:
    """Queue what is due; return the numbers that are due, new, and queued again."""
    found: Counter[str] = Counter()
    for letters in due_letters(now):
        if letters:
            found["due"] += len(letters)
            found["new"] += claim(letters=letters, at=now, enqueue=tasks.deliver_all)
    found["again"] = take_up_again(at=now, queued=tasks.queued(), enqueue=tasks.deliver_all)
    return found


def summary(found: Counter[str]) -> str:
    lines = f"Reminders queued: {found['new']}."
    if found["again"]:
        lines += f" Queued again after a lost attempt: {found['again']}."
    return lines


def listed(now: datetime) -> Iterator[str]:
    for letters in due_letters(now):
        yield from map(line, letters)


def line(letter: Letter) -> str:
    return f"{letter.recipient.email}: {letter.kind}, {letter.context.business} ({letter.about})"
