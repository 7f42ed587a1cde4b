"""Pages of a result."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment.accounts.access import SignedInRequest
from assessment.answering.actions import Closed
from assessment.answering.queries import check_of_today
from assessment.domain.answers import Incomplete
from assessment.domain.checks import Check
from assessment.domain.quarters import Quarter, UnknownQuarter
from assessment.organisations.access import Capability, may, members
from assessment.organisations.models import Business
from assessment.scoring.actions import submit
from assessment.scoring.page import AreaPage, results_page
from assessment.scoring.queries import check_of, latest_result, results_until, usual_wish


@members(Capability.ANSWER)
@require_POST
def submit_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the answers; what is missing leads back to the review, which names it."""
    in_hand = check_of_today(business, timezone.localdate())
    if in_hand.assessment is None:
        return redirect("review", business.slug)
    try:
        submit(assessment=in_hand.assessment, by=request.user, at=timezone.now())
    except Incomplete:
        return redirect("review", business.slug)
    except Closed:
        pass  # Sent before, perhaps by this very button: its result is there.
    return redirect("results", business.slug, in_hand.quarter.slug)


@members(Capability.VIEW)
@require_safe
def latest_results(request: SignedInRequest, business: Business) -> HttpResponse:
    """The newest result, or the way to the first one."""
    result = latest_result(business)
    if result:
        return redirect("results", business.slug, result.assessment.quarter.slug)
    context = {
        "business": business,
        "here": "results",
        "may_answer": may(business, Capability.ANSWER),
    }
    return render(request, "scoring/no_results.html", context)


@members(Capability.VIEW)
@require_safe
def results(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """The result of one quarter, compared with the one before it."""
    checks = checks_or_404(business, quarter)
    context = {
        "business": business,
        "here": "results",
        "result": results_page(checks, usual_wish(checks[-1].model, business)),
        "links": links(business, checks[-1]),
    }
    return render(request, "scoring/results.html", context)


@members(Capability.VIEW)
@require_safe
def area_answers(
    request: SignedInRequest, business: Business, quarter: str, dimension: str
) -> HttpResponse:
    """The answers behind one area."""
    check = checks_or_404(business, quarter)[-1]
    found = [area for area in check.model.dimensions if area.key == dimension]
    if not found:
        raise Http404
    context = {
        "business": business,
        "here": "results",
        "area": AreaPage(check=check, dimension=found[0]),
        "links": links(business, check),
    }
    return render(request, "scoring/area.html", context)


def checks_or_404(business: Business, words: str) -> list[Check]:
    """The check of a quarter behind those before it, oldest first."""
    try:
        quarter = Quarter.parse(words)
    except UnknownQuarter as unknown:
        raise Http404 from unknown
    results = results_until(business, quarter)
    if not results:
        raise Http404
    return [check_of(result, business) for result in results[-2:]]


def links(business: Business, check: Check) -> dict[str, str]:
    """Where the pages of a result lead on to."""
    slug, quarter = business.slug, check.quarter.slug
    return {
        "results": reverse("results", args=[slug, quarter]),
        "build": reverse("build_plan", args=[slug]) if may(business, Capability.PLAN) else "",
        "report": reverse("report", args=[slug, quarter, "owner", "a4"]),
        "reports": reverse("reports", args=[slug]),
    }
