"""Compare two answer sheets, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.site.operations.headless import compare_files


class Command(BaseCommand):
    help = "Compare two answer sheets given as JSON, and print how sure each change is as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "before", metavar="BEFORE", help="the earlier sheet; - reads standard input"
        )
        parser.add_argument("now", metavar="NOW", help="the later sheet")
        parser.add_argument(
            "--other", action="store_true", help="another person answered the later sheet"
        )
        parser.add_argument(
            "--acted",
            metavar="CODES",
            default="",
            help="codes of questions or actions that were worked on, separated by commas",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        return compare_files(
            options["before"],
            options["now"],
            other_person=options["other"],
            acted=options["acted"],
        )
