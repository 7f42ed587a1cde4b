"""The page of all voices, and the areas of a check seen from each side."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.results.queries import history_of, latest_result, submission_of
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.voices.overview.presenters.hub import VoicesPage
from assessment.voices.overview.presenters.side_by_side import side_by_side
from assessment.voices.overview.queries import other_views, views_beside
from assessment.voices.pulse.queries import pulse_for_hub, questions_for, story_of
from assessment.voices.second_opinions.queries.hub import second_opinion_for_hub
from assessment.voices.surveys.queries.shared_values import survey_for_hub


@members(Capability.VIEW)
@require_safe
def voices(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show who has been heard about the business, and who can be asked."""
    now, slug = timezone.now(), business.slug
    result = latest_result(business)
    submission = submission_of(result, business) if result else None
    story, questions = story_of(business), questions_for(business)
    views = None
    if submission:
        others = other_views(business, submission.quarter, submission.model, story)
        views = side_by_side(submission, others)
    page = VoicesPage(
        team=pulse_for_hub(business, story, questions, settings.PULSE_THRESHOLD),
        customers=survey_for_hub(business, now, questions.customer_survey),
        second=second_opinion_for_hub(business, request.user, now),
        views=views,
        asks=may(business, Capability.LISTEN),
    )
    links = {
        "team": reverse("pulse", args=[slug]),
        "customers": reverse("survey_results" if page.customers_heard else "survey", args=[slug]),
        "second": reverse("second_opinion", args=[slug]),
        "side_by_side": reverse("side_by_side", args=[slug, result.assessment.slug])
        if result
        else "",
    }
    context = {"business": business, "here": "voices", "voices": page, "links": links}
    return render(request, "voices/overview/voices.html", context)


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
        "views": side_by_side(submission, views_beside(submission, business)),
        "links": {
            "results": reverse("results", args=[business.slug, result.assessment.slug]),
            "team": reverse("pulse", args=[business.slug]),
            "customers": reverse("survey_results", args=[business.slug]),
        },
    }
    return render(request, "voices/overview/side_by_side.html", context)
