"""The reports page, and a report as a direct PDF download."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.audit.services import record_download
from assessment.foundation.downloads.responses import named, pdf_response, sent, try_later
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.reports.editions import Edition, Paper, report_name
from assessment.outputs.reports.forms.options import OptionsForm
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.offers import offers_for
from assessment.outputs.reports.presenters.report_runs import run_lines
from assessment.outputs.reports.presenters.saved_result import (
    document_asked_for,
    document_from,
    quarters_before,
)
from assessment.outputs.reports.queries import latest_runs
from assessment.outputs.reports.services import (
    at_hand,
    content_hash,
    report_pdf,
    signs_without_a_font,
    tenant_behind,
    text_of,
)
from assessment.parties.access.on_behalf import has_chosen, on_behalf
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def reports(
    request: SignedInRequest, business: Business, practice: Consultancy | None
) -> HttpResponse:
    """Show the choice of quarter, edition and paper size, and the reports made before."""
    results = results_of(business)[::-1]
    result = chosen(results, request.GET.get("quarter", "")) if results else None
    runs = latest_runs(business, practice)
    choices = result and choices_for(request.GET, result, results)
    document = None
    if result and choices:
        # Here the newest comes first, and in a report it comes last.
        until = results[results.index(result) :][::-1]
        # Nobody types anything in these two parts, and they take longest.
        typed = replace(choices.options, history=False, clients=False)
        document = document_from(until, business, options=typed, practice=practice)
    facts = {
        "business": business,
        "practice": practice,
        "chooses_practice": has_chosen(request, business),
        "here": "reports",
        "results": results,
        "result": result,
        "plan": result and saved_plan(result),
        "history": run_lines(runs, results, at_hand(runs, at=timezone.now())),
        "offers": offers_for(business),
        "choices": choices,
        "signs": document and signs_without_a_font(document),
        "hard_to_copy": bool(document and document.hard_to_copy),
        "may_answer": may(business, Capability.ANSWER),
        "may_comment": may(business, Capability.COMMENT),
        "may_plan": may(business, Capability.PLAN),
        "may_share": may(business, Capability.SHARE),
    }
    return render_page(request, "outputs/reports/reports.html", facts)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def report(
    request: SignedInRequest,
    business: Business,
    practice: Consultancy | None,
    quarter: str,
    edition: Edition,
    paper: Paper,
) -> HttpResponse:
    """Send the report as a file, printing it within the request if necessary.

    A program that sends the ETag of its copy gets a new file only if something changed. Browsers
    do not do this, because the pages of members are not cached.
    """
    document = document_asked_for(
        business, quarter, asked=request.GET, edition=edition, practice=practice
    )
    if document is None:
        raise Http404
    # The ETag is known before printing, so an unchanged report costs no print.
    etag = quote_etag(content_hash(document, edition, paper))
    unchanged = get_conditional_response(request, etag=etag)
    try:
        response = unchanged or pdf_response(
            report_pdf(document, edition, paper, whose=tenant_behind(business, practice))
        )
    except TooManyWait:
        return too_many_wait(request, business)
    except CannotPrint:
        log.exception("report not printed: business=%s quarter=%s", business.pk, quarter)
        return cannot_print(request, business, document)
    response["ETag"] = etag
    name = report_name(
        business, document.quarter_key, edition, paper=paper, options=document.options
    )
    return named(response, name)


@members(Capability.VIEW)
@on_behalf(Capability.VIEW)
@require_safe
def report_text(
    request: SignedInRequest,
    business: Business,
    practice: Consultancy | None,
    quarter: str,
    edition: Edition,
) -> HttpResponse:
    """Send what the report says as plain text, to listen to or to copy from."""
    asked = request.GET.copy()
    # Nothing can be attached to a text, so it must not say that the answers are.
    asked.pop("enclose", None)
    document = document_asked_for(
        business, quarter, asked=asked, edition=edition, practice=practice
    )
    if document is None:
        raise Http404
    name = report_name(business, document.quarter_key, edition, options=document.options)
    name = f"{name.removesuffix('.pdf')}.txt"
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    return sent(request, text_of(document, edition).encode(), name)


def cannot_print(
    request: SignedInRequest, business: Business, document: ReportDocument
) -> HttpResponse:
    """Say what happened, and show a summary of the report to read or print instead."""
    facts = {"business": business, "here": "reports", "document": document}
    return render_page(
        request, "outputs/reports/cannot_print.html", facts, status=HTTPStatus.SERVICE_UNAVAILABLE
    )


def too_many_wait(request: SignedInRequest, business: Business) -> HttpResponse:
    """Refuse another report, because it would slow down everyone's reports and pages."""
    facts = {"business": business, "here": "reports"}
    return try_later(
        render_page(
            request, "outputs/reports/busy.html", facts, status=HTTPStatus.TOO_MANY_REQUESTS
        )
    )


def choices_for(asked: QueryDict, result: Result, results: Sequence[Result]) -> OptionsForm:
    """Read the options for the reports of a result from the query string."""
    earlier = quarters_before(result.assessment.quarter, results)
    return OptionsForm(asked, earlier=earlier)


def chosen(results: Sequence[Result], words: str) -> Result:
    """Return the result of the quarter named in the query string, or else the newest one."""
    if not words:
        return results[0]
    quarter = quarter_named(results, words)
    found = next((result for result in results if result.assessment.quarter == quarter), None)
    if found is None:
        raise Http404
    return found
