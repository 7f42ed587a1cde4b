"""Make the PDF report of one answer sheet or several, without a browser or a database."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.domain.exchange.submission_json import PlanRequest
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.planning.plans import QuarterPlan
from assessment.foundation.pdf.faults import CannotPrint
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.build_document import build_document
from assessment.outputs.reports.services import render
from assessment.site.operations.headless import (
    add_file_argument,
    plan_for,
    work_on_each,
    write_file,
)

OUT_HELP = (
    "path of the PDF; for a list of sheets, each file is numbered from 1: "
    "plan.pdf becomes plan-1.pdf, plan-2.pdf"
)


class Command(BaseCommand):
    help = "Make a PDF report of an answer sheet given as JSON, and print the path of each file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_argument(parser)
        parser.add_argument("--out", metavar="PDF", type=Path, required=True, help=OUT_HELP)
        parser.add_argument(
            "--edition", choices=[str(e) for e in Edition], default=str(Edition.OWNER)
        )
        parser.add_argument("--paper", choices=[str(p) for p in Paper], default=str(Paper.A4))

    def handle(self, *_args: Any, **options: Any) -> str:
        # All plans are made before the first PDF, so that a faulty sheet leaves no files behind.
        planned, listed = work_on_each(options["file"], with_plan)
        edition, paper = Edition(options["edition"]), Paper(options["paper"])
        paths = []
        for number, (request, plan) in enumerate(planned, start=1):
            path = numbered(options["out"], number) if listed else options["out"]
            write_file(path, printed(request, plan, edition, paper))
            paths.append(str(path))
        return "\n".join(paths)


def with_plan(request: PlanRequest) -> tuple[PlanRequest, QuarterPlan]:
    return request, plan_for(finding_out(request))


def finding_out(request: PlanRequest) -> PlanRequest:
    """Take what to find out first out of the hours, as on the site; `plan` does not do so."""
    submission = request.submission
    areas = areas_to_find_out(submission.model, submission.sheet)
    return replace(request, wish=request.wish.finding_out(submission.model, areas))


def printed(request: PlanRequest, plan: QuarterPlan, edition: Edition, paper: Paper) -> bytes:
    submission = request.submission
    document = build_document(
        submission, earlier=(), plan=plan, saved=None, today=submission.checked_on
    )
    try:
        return render(document, edition, paper)
    except CannotPrint as fault:
        raise CommandError(f"The PDF could not be created: {fault}") from fault


def numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")
