"""The comparison of quarters, as a page and as a CSV file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.audit.services import record_download
from assessment.journey.results.queries import results_of, submission_of
from assessment.journey.trends.presenters.heard import heard_slot
from assessment.journey.trends.presenters.period import Asked, period_of
from assessment.journey.trends.presenters.spreadsheet import file_name, spreadsheet
from assessment.journey.trends.presenters.trends_page import trends_page
from assessment.journey.trends.queries import plans_between
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_safe
def trends(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show two quarters side by side with trend lines, or what is missing for that."""
    submissions = submissions_of(business)
    if len(submissions) == 1:
        overall = submissions[0].scored.overall
        points = shown(overall.points) if overall.known_level else None
        first = {"submission": submissions[0], "points": points}
        return render(request, "journey/trends/one_check.html", {**about(business), **first})
    if not submissions:
        return render(request, "journey/trends/no_check.html", about(business))
    asked = Asked(before=request.GET.get("from", ""), now=request.GET.get("to", ""))
    period = period_of(submissions, asked)
    plans = plans_between(business, period.before.quarter, period.now.quarter)
    facts = {
        "trends": trends_page(period, plans),
        "heard": heard_slot.read(business),
        "links": links(business),
    }
    return render(request, "journey/trends/trends.html", {**about(business), **facts})


@members(Capability.VIEW)
@require_safe
def trends_csv(request: SignedInRequest, business: Business) -> HttpResponse:
    """Download all the numbers; 404 before the first check."""
    submissions = submissions_of(business)
    if not submissions:
        raise Http404
    response = HttpResponse(spreadsheet(submissions), content_type="text/csv; charset=utf-8")
    # A slug is plain ASCII, so the header needs neither quoting nor encoding.
    name = file_name(submissions, business.slug)
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def submissions_of(business: Business) -> list[Submission]:
    """Return the check of each quarter, oldest first; one query."""
    return [submission_of(result, business) for result in results_of(business)]


def about(business: Business) -> dict[str, Any]:
    """Return the context that every trends page needs."""
    return {
        "business": business,
        "here": "trends",
        "may_answer": may(business, Capability.ANSWER),
    }


def links(business: Business) -> dict[str, str]:
    """Return the links of the trends page."""
    return {
        "numbers": reverse("trends_csv", args=[business.slug]),
        "plan": reverse("plan", args=[business.slug]),
    }
