"""Plan a quarter for a sheet, or a list of them, without a browser or a database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange import BadSubmission, Submission, plan_document
from assessment.domain.planning import PinNotPossible, PinsDoNotFit, make_plan
from assessment.management.headless import add_file_argument, answer_each


class Command(BaseCommand):
    help = "Make the best plan for a sheet given as JSON and print it as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> str:
        return answer_each(options["file"], planned)


def planned(submission: Submission) -> dict[str, Any]:
    check = submission.check
    try:
        return plan_document(make_plan(check.model, check.sheet, submission.wish))
    except (PinNotPossible, PinsDoNotFit) as refused:
        raise BadSubmission("plan.pin", pin_fault(refused)) from refused


def pin_fault(refused: PinNotPossible | PinsDoNotFit) -> str:
    if isinstance(refused, PinNotPossible):
        return f"{refused.action.code} cannot be done from where its practice stands"
    needed = refused.needed
    return (
        f"the pinned actions take {needed.hours} hours, {needed.money} in money "
        f"and {refused.count} actions; the plan may be larger or the pins fewer"
    )
