"""Plan a quarter for one answer sheet or a list of them, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange.documents import plan_document
from assessment.site.operations.headless import add_file_argument, answer_each, plan_for


class Command(BaseCommand):
    help = "Find the best plan for an answer sheet given as JSON, and print the plan as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> str:
        return answer_each(options["file"], lambda submission: plan_document(plan_for(submission)))
