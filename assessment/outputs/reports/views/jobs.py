"""Request a report, follow its progress and download it."""

import logging
from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.downloads.responses import named, pdf_response
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.reports import tasks
from assessment.outputs.reports.editions import Edition, Options, Paper, report_name
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.report_runs import run_line
from assessment.outputs.reports.presenters.saved_result import document_asked_for, document_of
from assessment.outputs.reports.services import (
    Wanted,
    cached,
    cached_pdf,
    document_if_unchanged,
    print_again,
    was_deleted,
)
from assessment.outputs.reports.views.reports import cannot_print, too_many_wait
from assessment.parties.access.on_behalf import on_behalf
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)

LONG = timedelta(seconds=20)
"""After this the page says that it takes longer than usual, and offers a direct download."""


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_POST
def make_report(
    request: SignedInRequest, business: Business, practice: Consultancy | None
) -> HttpResponse:
    """Queue a report, and redirect to the page that shows its progress."""
    wanted = wanted_by(request, business)
    document = document_wanted(request, business, practice, wanted) if wanted else None
    if wanted is None or document is None:
        messages.warning(
            request, _("Choose a quarter, a report and a paper size. Nothing was changed.")
        )
        return redirect("reports", business.slug)
    wanted = replace(wanted, options=document.options)
    try:
        run = tasks.ask_for_report(
            business=business,
            consultancy=practice,
            wanted=wanted,
            document=document,
            by=request.user,
            at=timezone.now(),
        )
    except TooManyWait:
        return too_many_wait(request, business)
    return redirect("report_job", business.slug, run.key)


def document_wanted(
    request: SignedInRequest, business: Business, practice: Consultancy | None, wanted: Wanted
) -> ReportDocument | None:
    return document_asked_for(
        business,
        wanted.quarter.slug,
        asked=request.POST,
        edition=wanted.edition,
        practice=practice,
    )


def wanted_by(request: SignedInRequest, business: Business) -> Wanted | None:
    """Read the form; return None if it names an unknown quarter, edition or paper size."""
    quarter = quarter_named(results_of(business), request.POST.get("quarter", ""))
    try:
        edition = Edition(request.POST.get("edition", ""))
        paper = Paper(request.POST.get("paper", ""))
    except ValueError:
        return None
    return Wanted(quarter=quarter, edition=edition, paper=paper) if quarter else None


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def report_job(
    request: SignedInRequest, business: Business, practice: Consultancy | None, key: str
) -> HttpResponse:
    """Show the progress of a report; a POST makes it again."""
    run = run_or_404(business, practice, key)
    if request.method == "POST":
        try:
            tasks.try_again(run=run, by=request.user, at=timezone.now())
        except TooManyWait:
            return too_many_wait(request, business)
        return redirect("report_job", business.slug, key)
    now = timezone.now()
    has_file = cached([run.content_hash]) or document_if_unchanged(run, at=now) is not None
    line = run_line(run, results_of(business), [run.content_hash] if has_file else [])
    facts = {
        "business": business,
        "here": "reports",
        "line": line,
        "document": document_of(business, line.quarter) if line.failed and line.quarter else None,
        "asked": line.options.query,
        "takes_long": line.under_way and now - run.queued_at > LONG,
        "was_deleted": was_deleted(run, at=now),
    }
    return render(request, "outputs/reports/job.html", facts)


def run_or_404(business: Business, practice: Consultancy | None, key: str) -> ReportRun:
    """Find a run; reports that another consultancy made under its own brand are hidden."""
    runs = business.report_runs.open_to(practice).select_related("brand__consultancy")
    return get_object_or_404(runs, key=key)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def report_file(
    request: SignedInRequest, business: Business, practice: Consultancy | None, key: str
) -> HttpResponse:
    """Send the file of a report, made again if another host has it; else say what to do."""
    run = run_or_404(business, practice, key)
    pdf = cached_pdf(run.content_hash) if run.status == RunStatus.DONE else None
    if pdf is None:
        document = document_if_unchanged(run, at=timezone.now())
        if document is None:
            return redirect("report_job", business.slug, key)
        try:
            pdf = print_again(run, document)
        except TooManyWait:
            return too_many_wait(request, business)
        except CannotPrint:
            log.exception("report not printed again: run=%s", run.key)
            return cannot_print(request, business, document)
    name = report_name(
        business,
        run.quarter,
        Edition(run.edition),
        paper=Paper(run.paper),
        options=Options.read(run.options),
    )
    return named(pdf_response(pdf), name)
