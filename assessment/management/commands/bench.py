"""Measure what takes time, and hold it against the limits of the project."""

import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks import database, pdf, plan, web
from benchmarks.limits import beyond, limits_of, lines_of
from benchmarks.measuring import NOISY, Report, run

LANES = {"plan": plan.lane, "web": web.lane, "db": database.lane, "pdf": pdf.lane}
ROUNDS = 7
TOO_MUCH, TOO_NOISY = 1, 3


class Command(BaseCommand):
    help = (
        "Measure reports, pages, plans and saves, each held against a reference in the same run. "
        "Ends with 3 where the reference differs from itself: then the machine is too noisy."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lane", choices=[*LANES, "all"], default="all")
        parser.add_argument("--rounds", type=int, default=ROUNDS)
        parser.add_argument("--json", type=Path, metavar="FILE", help="where the numbers go")
        parser.add_argument(
            "--check", action="store_true", help="end with 1 if a limit of pyproject.toml is passed"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        # What the sample logs on its way would stand between the figures.
        logging.disable(logging.WARNING)
        names = list(LANES) if options["lane"] == "all" else [options["lane"]]
        limits = {name: limits_of(name) for name in names}
        reports = [self.measured(name, options["rounds"], limits[name]) for name in names]
        if options["json"]:
            found = json.dumps([report.as_json() for report in reports], indent=2)
            options["json"].write_text(found + "\n", encoding="utf-8")
        if noisy := [report.lane for report in reports if report.noisy]:
            raise CommandError(f"machine too noisy: {', '.join(noisy)}", returncode=TOO_NOISY)
        if options["check"] and (passed := beyond(reports, limits)):
            raise CommandError(f"more than the limit: {', '.join(passed)}", returncode=TOO_MUCH)

    def measured(self, name: str, rounds: int, limits: Any) -> Report:
        with LANES[name]() as lane:
            report = run(lane, rounds)
        self.stdout.write(
            f"{name}: {rounds} rounds, the reference differs from itself by {report.off:.1%} "
            f"(at most {NOISY:.0%})"
        )
        for line in [*lines_of(report, limits), *(f"  - {words}" for words in report.skipped)]:
            self.stdout.write(line)
        return report
