"""Download results as files for other programs."""

import logging
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.audit.services import record_download
from assessment.foundation.downloads import responses
from assessment.foundation.downloads.responses import try_later
from assessment.foundation.formatting import csv_tables
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.exports.presenters import xlsx
from assessment.outputs.exports.presenters.tables import tables_of
from assessment.outputs.exports.queries import Exported, exported_from, submission_document
from assessment.outputs.exports.services import word_report, word_report_without_charts
from assessment.outputs.reports.editions import Edition, file_name
from assessment.outputs.reports.presenters.answers_table import answers_table
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.presenters.saved_result import document_asked_for
from assessment.outputs.reports.services import tenant_behind
from assessment.parties.access.on_behalf import on_behalf
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Brand, Consultancy
from assessment.parties.consultancies.queries import brand_of

log = logging.getLogger(__name__)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def results_xlsx(
    request: SignedInRequest, business: Business, practice: Consultancy | None, quarter: str
) -> HttpResponse:
    """Send the summary, answers, plan and trend as a workbook."""
    found = exported_or_404(business, quarter)
    brand = brand_of(practice) if practice else Brand()
    about = xlsx.WorkbookProperties(
        title=title_of(found),
        author=practice.name if practice else business.name,
        day=found.day,
        palette=palette_of(brand.colour, brand.accent),
    )
    content = xlsx.workbook(tables_of(found), about)
    name = file_name(business, found.submission.quarter.key, ".xlsx")
    return sent(request, business, content, name)


@members(Capability.VIEW)
@require_safe
def results_csv(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Send the answers with their notes and reasons as CSV."""
    found = exported_or_404(business, quarter)
    name = file_name(business, found.submission.quarter.key, "_answers.csv")
    return sent(request, business, csv_tables.written(answers_table(found.submission)), name)


@members(Capability.VIEW)
@require_safe
def results_json(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Send the answers as JSON for the management commands, together with the outcome."""
    found = exported_or_404(business, quarter)
    name = file_name(business, found.submission.quarter.key, ".json")
    return sent(request, business, responses.as_json(submission_document(found)), name)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def results_docx(
    request: SignedInRequest, business: Business, practice: Consultancy | None, quarter: str
) -> HttpResponse:
    """Send the report as a Word document, with the same options and values as the PDF."""
    document = document_asked_for(
        business, quarter, asked=request.GET, edition=Edition.CONSULTANT, practice=practice
    )
    if document is None:
        raise Http404
    ending = f"_report{document.options.in_name}.docx"
    name = file_name(business, document.quarter_key, ending)
    try:
        content = word_report(document, whose=tenant_behind(business, practice))
    except TooManyWait:
        facts = {"business": business, "here": "reports"}
        return try_later(
            render(request, "outputs/reports/busy.html", facts, status=HTTPStatus.TOO_MANY_REQUESTS)
        )
    except CannotPrint:
        log.exception("charts not drawn: business=%s quarter=%s", business.pk, quarter)
        content = word_report_without_charts(document)
    return sent(request, business, content, name)


def exported_or_404(business: Business, quarter: str) -> Exported:
    results = results_of(business)
    wanted = quarter_named(results, quarter)
    if wanted is None:
        raise Http404
    return exported_from([r for r in results if r.assessment.quarter <= wanted], business)


def title_of(found: Exported) -> str:
    return f"{found.submission.business}, {found.submission.quarter.key}"


def sent(request: SignedInRequest, business: Business, content: bytes, name: str) -> HttpResponse:
    """Send the file, and record who downloaded it."""
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    log.info("exported: file=%s business=%s by=%s", name, business.pk, request.user.pk)
    return responses.sent(request, content, name)
