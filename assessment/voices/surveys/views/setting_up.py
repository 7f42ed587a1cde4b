"""Set a survey up: on and off, what it asks, its link, and what to print."""

import logging
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.foundation.downloads.responses import named, pdf_response, try_later
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.surveys import services
from assessment.voices.surveys.forms.setting_up import QuestionsForm
from assessment.voices.surveys.models import Survey, SurveyLink
from assessment.voices.surveys.presenters.address import SurveyAddress
from assessment.voices.surveys.queries.surveys import link_of, survey_of, texts_for
from assessment.voices.surveys.services.printing import cards_pdf, poster_pdf
from assessment.voices.surveys.wording import pages as wording

log = logging.getLogger(__name__)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show how the survey is set up; a POST chooses what it asks."""
    texts = texts_for(business)
    if texts is None:
        return render(request, "voices/surveys/not_asked.html", {"business": business})
    found = survey_of(business)
    if found is None:
        return render(request, "voices/surveys/start.html", {"business": business, "texts": texts})
    form = QuestionsForm(request.POST if request.method == "POST" else None, survey=found)
    if request.method == "POST" and form.is_valid():
        # Two windows can only agree about boxes to tick, so only made-up marks can clash.
        with suppress(EditedMeanwhile):
            services.choose_questions(survey=found, edit=form.edit())
            tell(request, wording.chosen())
        return redirect_at("ask", "survey", business.slug)
    link = link_of(found)
    facts = {
        "business": business,
        "survey": found,
        "texts": texts,
        "form": form,
        "address": address_of(link) if link else None,
        "link": link,
    }
    return render(request, "voices/surveys/survey.html", facts)


@members(Capability.LISTEN)
@require_POST
def switch_survey(request: SignedInRequest, business: Business) -> HttpResponse:
    """Open the survey, or close it."""
    found, now = survey_of(business), timezone.now()
    if request.POST.get("do") == "close":
        if found:
            services.close_survey(survey=found, by=request.user, at=now)
            tell(request, wording.closed())
    elif texts_for(business):
        services.open_survey(business=business, by=request.user, at=now)
        tell(request, wording.opened())
    return redirect_at("switch", "survey", business.slug)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_survey(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask whether the earlier link should end, and make a new one."""
    found = survey_of(business)
    if found is None:
        return redirect("survey", business.slug)
    if request.method != "POST":
        return render(request, "voices/surveys/renew.html", {"business": business})
    services.renew_link(survey=found, by=request.user, at=timezone.now())
    tell(request, wording.renewed())
    return redirect_at("link", "survey", business.slug)


@members(Capability.LISTEN)
@require_safe
def survey_poster(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the poster."""
    return printed(request, business, poster_pdf, "poster")


@members(Capability.LISTEN)
@require_safe
def survey_cards(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the table cards."""
    return printed(request, business, cards_pdf, "table-cards")


def printed(
    request: SignedInRequest,
    business: Business,
    make: Callable[[Business, SurveyAddress], bytes],
    name: str,
) -> HttpResponse:
    """Send a sheet as a PDF, or say when to try again."""
    link = working_link(survey_of(business))
    if link is None:
        return redirect("survey", business.slug)
    try:
        pdf = make(business, address_of(link))
    except TooManyWait:
        status = HTTPStatus.TOO_MANY_REQUESTS
    except CannotPrint:
        log.exception("survey sheet not printed: business=%s sheet=%s", business.pk, name)
        status = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        return named(pdf_response(pdf), f"{business.slug}_{name}.pdf")
    facts = {"business": business}
    return try_later(render(request, "voices/surveys/unprinted.html", facts, status=status))


def working_link(found: Survey | None) -> SurveyLink | None:
    return link_of(found) if found else None


def address_of(link: SurveyLink) -> SurveyAddress:
    return SurveyAddress(url=on_site(reverse("customer_survey", args=[link.token])))
