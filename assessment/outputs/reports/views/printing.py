"""The page of reports, and the report itself as a PDF."""

import logging
from collections.abc import Sequence
from http import HTTPStatus

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render as render_page
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.forms.options import OptionsForm, earlier_than, options_in
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.editions import offers
from assessment.outputs.reports.presenters.files import named, pdf_response, report_name, try_later
from assessment.outputs.reports.presenters.history import history_of
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import content_hash, made
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.queries import consultancy_working_for

log = logging.getLogger(__name__)


@members(Capability.VIEW)
@require_safe
def reports(request: SignedInRequest, business: Business) -> HttpResponse:
    """Choose a quarter, how much to tell, and a paper; below, what was made before."""
    results = results_of(business)[::-1]
    result = chosen(results, request.GET.get("quarter", "")) if results else None
    facts = {
        "business": business,
        "here": "reports",
        "results": results,
        "result": result,
        "plan": result and saved_plan(result),
        "history": history_of(business, results, consultancy_working_for(business, request.user)),
        "offers": offers(),
        "choices": result and choices_for(request.GET, result, results),
        "may_answer": may(business, Capability.ANSWER),
        "may_plan": may(business, Capability.PLAN),
        "may_share": may(business, Capability.SHARE),
    }
    return render_page(request, "outputs/reports/reports.html", facts)


@members(Capability.VIEW)
@require_safe
def report(
    request: SignedInRequest, business: Business, quarter: str, edition: Edition, paper: Paper
) -> HttpResponse:
    """The report as a file, at once.

    A program that names the ETag of the one it has is sent another only if something changed;
    browsers keep none, because pages of members are in no cache.
    """
    document = document_or_404(request, business, quarter, request.GET, edition)
    etag = quote_etag(content_hash(document, edition, paper))
    unchanged = get_conditional_response(request, etag=etag)
    try:
        response = unchanged or pdf_response(made(document, edition, paper, whose=business.slug))
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


def document_or_404(
    request: SignedInRequest, business: Business, quarter: str, asked: QueryDict, edition: Edition
) -> ReportDocument:
    """The document as it is asked for, under the brand that the reader comes with.

    Of what is chosen, what makes no difference to the edition is let go.
    """
    results = results_of(business)
    found = quarter_named(results, quarter)
    if found is None:
        raise Http404
    options = options_in(asked, of=found, among=quarters_of(results))
    options = options.only(edition.choices)
    document = document_of(business, found, options=options, reader=request.user)
    if document is None:
        raise Http404
    return document


def cannot_print(
    request: SignedInRequest, business: Business, document: ReportDocument
) -> HttpResponse:
    """What happened, and what the report would have said in short, to read or print instead."""
    facts = {"business": business, "here": "reports", "document": document}
    return render_page(
        request, "outputs/reports/cannot_print.html", facts, status=HTTPStatus.SERVICE_UNAVAILABLE
    )


def too_many_wait(request: SignedInRequest, business: Business) -> HttpResponse:
    """One more report would keep everybody waiting, and other pages with them."""
    facts = {"business": business, "here": "reports"}
    return try_later(
        render_page(
            request, "outputs/reports/busy.html", facts, status=HTTPStatus.TOO_MANY_REQUESTS
        )
    )


def choices_for(asked: QueryDict, result: Result, results: Sequence[Result]) -> OptionsForm:
    """What goes into the reports of a result, as the address says."""
    earlier = earlier_than(result.assessment.quarter, quarters_of(results))
    return OptionsForm(asked, earlier=earlier)


def quarters_of(results: Sequence[Result]) -> list[Quarter]:
    return [result.assessment.quarter for result in results]


def chosen(results: Sequence[Result], words: str) -> Result:
    """The result of the quarter in the address, the newest without one."""
    if not words:
        return results[0]
    quarter = quarter_named(results, words)
    found = next((result for result in results if result.assessment.quarter == quarter), None)
    if found is None:
        raise Http404
    return found
