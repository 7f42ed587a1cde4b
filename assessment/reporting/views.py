"""The page of reports, and the report itself as a PDF."""

import logging
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render as render_page
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from assessment.accounts.access import SignedInRequest
from assessment.organisations.access import Capability, may, members
from assessment.organisations.models import Business
from assessment.planning.queries import saved_plan
from assessment.reporting.document import ReportDocument
from assessment.reporting.document.saved import document_of
from assessment.reporting.pdf import CannotPrint, Edition, Paper, render
from assessment.scoring.models import Result
from assessment.scoring.queries import quarter_named, results_of

log = logging.getLogger(__name__)

ENDINGS = {Edition.SUMMARY: "summary", Edition.OWNER: "action-plan"}


@members(Capability.VIEW)
@require_safe
def reports(request: SignedInRequest, business: Business) -> HttpResponse:
    """Choose a quarter, how much to tell, and a paper."""
    results = results_of(business)[::-1]
    result = chosen(results, request.GET.get("quarter", "")) if results else None
    facts = {
        "business": business,
        "here": "reports",
        "results": results,
        "result": result,
        "plan": result and saved_plan(result),
        "may_answer": may(business, Capability.ANSWER),
        "may_plan": may(business, Capability.PLAN),
    }
    return render_page(request, "reporting/reports.html", facts)


@members(Capability.VIEW)
@require_safe
def report(
    request: SignedInRequest, business: Business, quarter: str, edition: Edition, paper: Paper
) -> HttpResponse:
    """The report as a file; asked again, it is only sent if something in it changed."""
    named = quarter_named(results_of(business), quarter)
    document = document_of(business, named) if named else None
    if document is None:
        raise Http404
    etag = quote_etag(sha256(f"{document.fingerprint}-{edition}-{paper}".encode()).hexdigest())
    response = get_conditional_response(request, etag=etag)
    try:
        response = response or HttpResponse(
            render(document, edition, paper), content_type="application/pdf"
        )
    except CannotPrint:
        log.exception("report not printed: business=%s quarter=%s", business.pk, quarter)
        return cannot_print(request, business, document)
    name = f"{document.quarter_key}_{business.slug}_{ENDINGS[edition]}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["ETag"] = etag
    return response


def cannot_print(
    request: SignedInRequest, business: Business, document: ReportDocument
) -> HttpResponse:
    """What happened, and what the report would have said in short, to read or print instead."""
    facts = {"business": business, "here": "reports", "document": document}
    return render_page(
        request, "reporting/cannot_print.html", facts, status=HTTPStatus.SERVICE_UNAVAILABLE
    )


def chosen(results: Sequence[Result], words: str) -> Result:
    """The result of the quarter in the address, the newest without one."""
    if not words:
        return results[0]
    quarter = quarter_named(results, words)
    found = next((result for result in results if result.assessment.quarter == quarter), None)
    if found is None:
        raise Http404
    return found
