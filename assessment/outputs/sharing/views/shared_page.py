"""The page behind a link to a result, which needs no account."""

import logging
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import public
from assessment.foundation.downloads.responses import named, pdf_response, try_later
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.versions import version_of
from assessment.journey.results.queries import History, history_of
from assessment.outputs.reports.editions import Edition, Paper, report_name
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import report_pdf
from assessment.outputs.sharing.presenters import (
    SharedPage,
    brand_css,
    brand_of_link,
    shared_page,
    who_shares,
)
from assessment.outputs.sharing.queries import Shared, link_behind
from assessment.outputs.sharing.services import note_use

log = logging.getLogger(__name__)

PREFETCHING = ("Purpose", "Sec-Purpose", "X-Moz")
"""Headers of browsers that load a page in advance, before anyone has seen it."""


@public
@require_safe
def shared_result(request: HttpRequest, token: str) -> HttpResponse:
    """Show one result without an account, in its latest corrected version."""
    shared = link_behind(token, timezone.now())
    if shared is None:
        return secret(nothing_there(request))
    # Visitors have no time zone of their own, so dates are those of the business.
    with timezone.override(shared.business.zone):
        count_use(request, shared)
        history = history_of(shared.business)
        result = result_now(history, shared)
        facts = {
            "link": shared.link,
            "by": brand_of_link(shared.link),
            "brand_url": reverse("shared_brand", args=[token]) if shared.link.consultancy else "",
            "who_shares": who_shares(shared.business, shared.link.consultancy),
            "result": shared_page(history, result, shared.business),
            "version": version_of(history, result, shared.business, timezone.localdate(), None),
            "links": {"shared": True, "report": reverse("shared_report", args=[token])},
        }
        return secret(render(request, "outputs/sharing/shared.html", facts))


@public
@require_safe
def shared_report(request: HttpRequest, token: str) -> HttpResponse:
    """Send the same result as a one-page PDF, from the report cache or freshly printed."""
    shared = link_behind(token, timezone.now())
    if shared is None:
        return secret(nothing_there(request))
    with timezone.override(shared.business.zone):
        count_use(request, shared)
        page = page_now(shared)
        document = document_on(page, brand_of_link(shared.link))
    try:
        printed = report_pdf(document, Edition.SUMMARY, Paper.A4, whose=shared.business.slug)
    except TooManyWait:
        return secret(unprinted(request, token, HTTPStatus.TOO_MANY_REQUESTS))
    except CannotPrint:
        log.exception("shared report not printed: link=%s", shared.link.pk)
        return secret(unprinted(request, token, HTTPStatus.SERVICE_UNAVAILABLE))
    name = report_name(shared.business, document.quarter_key, Edition.SUMMARY)
    return secret(named(pdf_response(printed), name))


@public
@require_safe
def shared_brand(request: HttpRequest, token: str) -> HttpResponse:
    """Send the colours of the firm that shares a page, as a style sheet."""
    shared = link_behind(token, timezone.now())
    part = brand_of_link(shared.link) if shared else None
    if part is None:
        return secret(nothing_there(request))
    css = brand_css(part.palette, on_light=request.GET.get("on") == "light")
    return secret(HttpResponse(css, content_type="text/css; charset=utf-8"))


def unprinted(request: HttpRequest, token: str, status: HTTPStatus) -> HttpResponse:
    facts = {"back": reverse("shared_result", args=[token])}
    return try_later(render(request, "outputs/sharing/shared_unprinted.html", facts, status=status))


def page_now(shared: Shared) -> SharedPage:
    history = history_of(shared.business)
    return shared_page(history, result_now(history, shared), shared.business)


def result_now(history: History, shared: Shared) -> Result:
    """Return the latest revision of the shared result: the one that counts."""
    result = history.named(shared.link.result.assessment.slug)
    if result is None:
        raise Http404
    return result


def document_on(page: SharedPage, by: ConsultantPart | None) -> ReportDocument:
    """Build the document of the page, with the plan we suggest, so that it quotes no one."""
    earlier = [page.previous] if page.previous else []
    return build_document(
        page.submission,
        earlier=earlier,
        plan=page.plan,
        saved=None,
        today=page.submission.checked_on,
        extras=Extras(for_others=True, consultant=by or ConsultantPart()),
    )


def count_use(request: HttpRequest, shared: Shared) -> None:
    """Count a visit, except by the link's own maker or a browser that is only prefetching."""
    ahead = any(request.headers.get(name) for name in PREFETCHING)
    if request.method == "GET" and not ahead and request.user != shared.link.made_by:
        now = timezone.now()
        note_use(link=shared.link, business=shared.business, on=timezone.localdate(now), at=now)


def nothing_there(request: HttpRequest) -> HttpResponse:
    """Show the same page for links that were turned off, expired or never existed.

    Otherwise someone guessing addresses could tell which ones were real.
    """
    facts = {"typed": typed_on_our_page(request)}
    status = HTTPStatus.NOT_FOUND
    return render(request, "outputs/sharing/shared_ended.html", facts, status=status)


def secret(response: HttpResponse) -> HttpResponse:
    """Keep the secret address out of Referer headers, caches and search engines."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
