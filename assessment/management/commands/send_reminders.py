"""Remind people of what is due; run it as often as you like."""

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
        "Queue a mail for everybody who has to be reminded and was not yet; a worker sends them "
        "(run_schedule, or db_worker). What was queued or sent before is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="list who would be written to, and why; nothing is written",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        now = timezone.now()
        if options["dry_run"]:
            return "\n".join([*listed(now), "Nothing was queued."])
        return told(remind(now))


def remind(now: datetime) -> Counter[str]:
    """Queue what is due; says how many of each kind are new, and how many were taken up again."""
    found: Counter[str] = Counter()
    for letters in due_letters(now):
        if letters:
            found["due"] += len(letters)
            found["new"] += claim(letters=letters, at=now, enqueue=tasks.deliver_all)
    found["again"] = take_up_again(at=now, queued=tasks.queued(), enqueue=tasks.deliver_all)
    return found


def told(found: Counter[str]) -> str:
    lines = f"{found['new']} reminders queued."
    if found["again"]:
        lines += f" {found['again']} that were left behind are queued again."
    return lines


def listed(now: datetime) -> Iterator[str]:
    for letters in due_letters(now):
        yield from map(line, letters)


def line(letter: Letter) -> str:
    return f"{letter.recipient.email}: {letter.kind}, {letter.context.business} ({letter.about})"
