"""The pages that anyone can read before signing up."""

import logging
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import public
from assessment.foundation.outbox.models import MailStatus, OutgoingMail
from assessment.foundation.pdf.faults import RETRY_SECONDS, CannotPrint
from assessment.journey.results.presenters.area import AreaPage
from assessment.journey.results.wording.levels import percent
from assessment.journey.trends.presenters.period import Asked
from assessment.journey.trends.presenters.trends_page import sample_page
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import report_pdf
from assessment.parties.catalogue.library import own_model, sample_submissions
from assessment.site.public.forms import GalleryForm
from assessment.site.public.presenters import (
    clear_changes,
    sample_document,
    sample_past_plans,
    sample_picture,
    sample_results,
    worked_example,
)

log = logging.getLogger(__name__)

SAMPLE_CACHED_SECONDS = 24 * 60 * 60
SAMPLE_FILE = "2026-Q4_cafe-lindgren_action-plan.pdf"

# RFC 9116 recommends an expiry date less than a year ahead.
SECURITY_CONTACT_VALID = timedelta(days=180)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/public/home.html", {"picture": sample_picture()})


@public
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Show the last result of the sample business."""
    context = {"result": sample_results(), "links": sample_links()}
    return render(request, "site/public/sample.html", {**context, "here": "sample"})


@public
@require_safe
def sample_area(request: HttpRequest, dimension: str) -> HttpResponse:
    """Show the answers of the sample in one area."""
    submission = sample_submissions()[-1]
    found = [area for area in submission.model.dimensions if area.key == dimension]
    if not found:
        raise Http404
    area = AreaPage(submission=submission, dimension=found[0])
    context = {"area": area, "links": sample_links(), "here": "sample"}
    return render(request, "site/public/sample_area.html", context)


@public
@require_safe
def sample_trends(request: HttpRequest) -> HttpResponse:
    """Show the trends of the sample, and compare two of its quarters."""
    asked = Asked(before=request.GET.get("from", ""), now=request.GET.get("to", ""))
    page = sample_page(sample_submissions(), sample_past_plans(), asked)
    context = {"trends": page, "links": {}, "here": "sample"}
    return render(request, "site/public/sample_trends.html", context)


@public
@require_safe
def sample_report(request: HttpRequest) -> HttpResponse:
    """Return the owner's report of the sample as a PDF, made only if it is not cached."""
    try:
        printed = report_pdf(sample_document(), Edition.OWNER, Paper.A4)
    except CannotPrint as fault:
        log.warning("sample report failed: reason=%s: %s", fault.reason, fault)
        response = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename={SAMPLE_FILE}"
    patch_cache_control(response, public=True, max_age=SAMPLE_CACHED_SECONDS)
    return response


def sample_links() -> dict[str, str]:
    return {"results": reverse("sample"), "query": "", "report": reverse("sample_report")}


@public
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain the scoring, with the figures of the model and one area as an example."""
    model = own_model()
    facts = {"model": model, "example": worked_example(), "clear": clear_changes(model)}
    facts |= {"perhaps": percent(model.scoring.perhaps)}
    return render(request, "site/public/method.html", {**facts, "here": "method"})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/public/privacy.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/public/accessibility.html")


@public
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Say whom to contact about a vulnerability (RFC 9116)."""
    expires = timezone.now() + SECURITY_CONTACT_VALID
    text = f"Contact: mailto:{settings.CONTACT_EMAIL}\nExpires: {expires:%Y-%m-%dT00:00:00Z}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in every state to developers; 404 outside development."""
    if not settings.DEVELOPMENT:
        raise Http404
    return render(
        request,
        "site/public/components.html",
        {
            "empty": GalleryForm(auto_id="empty_%s"),
            "form": GalleryForm({}, auto_id="refused_%s"),
            "mails": [OutgoingMail(status=s, settled_at=timezone.now()) for s in MailStatus],
            "model": own_model(),
            "picture": sample_picture(),
        },
    )
