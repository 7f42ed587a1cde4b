"""Plan a quarter for a sheet, or a list of them, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange.documents import plan_document
from assessment.site.operations.headless import add_file_argument, answer_each, plan_for


class Command(BaseCommand):
    help = "Make the best plan for a sheet given as JSON and print it as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> str:
        return answer_each(options["file"], lambda submission: plan_document(plan_for(submission)))
