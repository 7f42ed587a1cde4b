"""The page of all voices, and the areas of a check seen from each side."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.results.queries import history_of, submission_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.overview.presenters.side_by_side import side_by_side
from assessment.voices.overview.queries import other_views


@members(Capability.VIEW)
@require_safe
def views_of_quarter(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show the areas of one check as owner, team and customers see them."""
    result = history_of(business).named(quarter)
    if result is None:
        raise Http404
    submission = submission_of(result, business)
    context = {
        "business": business,
        "here": "results",
        "submission": submission,
        "views": side_by_side(submission, other_views(business, submission.quarter)),
        "links": {
            "results": reverse("results", args=[business.slug, result.assessment.slug]),
            "team": reverse("pulse", args=[business.slug]),
            "customers": reverse("survey", args=[business.slug]),
        },
    }
    return render(request, "voices/overview/side_by_side.html", context)
