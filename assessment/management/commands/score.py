"""Score one answer sheet or a list of them, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange.documents import score_document
from assessment.site.operations.headless import add_file_argument, answer_each


class Command(BaseCommand):
    help = "Score an answer sheet given as JSON, and print the result as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> str:
        return answer_each(options["file"], lambda request: score_document(request.submission))
