"""Say what may be shown of answers from team and customers, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.site.operations.headless import answer_voices


class Command(BaseCommand):
    help = "Score what customers and team said, given as JSON, and print the result as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            help="the voices of one business or a list of them as JSON; - reads standard input",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        return answer_voices(options["file"])
