"""What customers said: all quarters, one quarter, and their own words."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.domain.quarters import Quarter, UnknownQuarter
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.audit.services import record_download
from assessment.foundation.downloads.responses import sent
from assessment.foundation.formatting.csv import as_csv
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version
from assessment.voices.surveys.models import Survey
from assessment.voices.surveys.presenters.answers_file import answers_table
from assessment.voices.surveys.presenters.quarter_page import QuarterPage, score_row
from assessment.voices.surveys.presenters.quotes import quotes_of
from assessment.voices.surveys.queries.quarters import (
    areas_heard,
    heard_in,
    quarters_heard,
    words_heard,
)
from assessment.voices.surveys.queries.surveys import survey_of, texts_for
from assessment.voices.surveys.queries.words import words_in
from assessment.voices.surveys.wording import results as wording

FIRST_WORDS = 5
"""How many answers with words the page of a quarter shows."""
WORDS_ON_A_PAGE = 50
QUARTERS_ON_A_PAGE = 20


@members(Capability.VIEW)
@require_safe
def survey_results(request: SignedInRequest, business: Business) -> HttpResponse:
    """List the quarters in which customers answered."""
    found = survey_of(business)
    heard = quarters_heard(found, business)
    pages = Paginator([score_row(one) for one in heard], QUARTERS_ON_A_PAGE)
    waiting = found.answers.filter(set_aside=True).count() if found else 0
    facts = {
        "business": business,
        "survey": found,
        "rows": pages.get_page(request.GET.get("page")),
        "score_name": wording.score_name(texts_for(business)),
        "has_score": any(one.recommendations.shown for one in heard),
        "set_aside": wording.set_aside(waiting),
        **may_do(business),
    }
    return render(request, "voices/surveys/results.html", facts)


@members(Capability.VIEW)
@require_safe
def survey_quarter(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show what customers said in one quarter."""
    found, asked = survey_or_404(business), quarter_or_404(business, quarter)
    heard = quarters_heard(found, business)
    model = newest_version().fitted_to(business.circumstances)
    texts, words = model.customer_survey, words_heard(found, asked)
    page = QuarterPage(
        heard=heard_in(heard, asked),
        earlier=[one for one in heard if one.quarter < asked],
        model=model,
        areas=areas_heard(found, asked, texts) if texts else {},
        outcomes=words.outcomes,
    )
    rights = may_do(business)
    facts = {
        "business": business,
        "page": page,
        "score_name": wording.score_name(texts),
        "quotes": quotes_of(words_in(found, asked)[:FIRST_WORDS]) if rights["reads"] else [],
        "reasons": wording.reasons(words.reasons) if words.reasons else "",
        "all_words": wording.all_words(words.reasons) if words.reasons > FIRST_WORDS else "",
        "hidden": words.hidden,
        "set_aside": wording.set_aside(words.set_aside),
        **rights,
    }
    return render(request, "voices/surveys/quarter.html", facts)


@members(Capability.WORDS)
@require_safe
def survey_words(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show everything that customers wrote in a quarter, page by page."""
    found, asked = survey_or_404(business), quarter_or_404(business, quarter)
    owner = may(business, Capability.MANAGE)
    words = words_in(found, asked, hidden=owner)
    shown = Paginator(words, WORDS_ON_A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "business": business,
        "quarter": asked,
        "shown": shown,
        "quotes": quotes_of(shown.object_list),
        **may_do(business),
    }
    return render(request, "voices/surveys/words.html", facts)


@members(Capability.MANAGE)
@require_safe
def survey_csv(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send all answers to an owner; what could act as a formula in a spreadsheet is guarded."""
    table = answers_table(survey_or_404(business), texts_for(business))
    name = f"{business.slug}_survey.csv"
    record_download(file=name, by=request.user, at=timezone.now(), business=business)
    return sent(request, as_csv(table), name)


def may_do(business: Business) -> dict[str, Any]:
    """Return what the reader may do here, for the templates."""
    return {
        "reads": may(business, Capability.WORDS),
        "asks": may(business, Capability.LISTEN),
        "owns": may(business, Capability.MANAGE),
    }


def survey_or_404(business: Business) -> Survey:
    found = survey_of(business)
    if found is None:
        raise Http404
    return found


def quarter_or_404(business: Business, name: str) -> Quarter:
    try:
        return Quarter.parse(name, business.first_month)
    except UnknownQuarter as trouble:
        raise Http404 from trouble
