"""The poster of a round, and the team talk for teams that are too small for one."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.downloads.responses import named, pdf_response, try_later
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.presenters import TalkPage, quarter_of, talk_page
from assessment.voices.pulse.queries import questions_for, story_of
from assessment.voices.pulse.services import PAPERS, poster_pdf, talk_pdf
from assessment.voices.pulse.tokens import code_of, in_groups

log = logging.getLogger(__name__)


@members(Capability.LISTEN)
@require_safe
def pulse_poster(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the poster of the round that is open as a PDF."""
    found = story_of(business).running
    if found is None or found.by_mail:
        raise Http404
    address = on_site(reverse("answer_pulse", args=[in_groups(code_of(found.key))]))
    return printed(
        request,
        business,
        lambda: poster_pdf(round_=found, business=business, address=address),
        name=f"{business.slug}_poster.pdf",
        back=reverse("pulse", args=[business.slug]),
    )


@members(Capability.VIEW)
@require_safe
def team_talk(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what a team talks through instead of answering."""
    talk = talk_or_404(business)
    facts = {"business": business, "here": "voices", "talk": talk}
    return render(request, "voices/pulse/talk.html", facts)


@members(Capability.VIEW)
@require_safe
def team_talk_pdf(request: SignedInRequest, business: Business, paper: str) -> HttpResponse:
    """Send the same as a PDF with lines to write on."""
    talk = talk_or_404(business)
    if paper not in PAPERS:
        raise Http404
    return printed(
        request,
        business,
        lambda: talk_pdf(talk=talk, paper=paper, whose=business.slug),
        name=f"{business.slug}_team-talk.pdf",
        back=reverse("team_talk", args=[business.slug]),
    )


def talk_or_404(business: Business) -> TalkPage:
    """Return the talk; nobody talks alone, and some questions have none."""
    model: MaturityModel = questions_for(business)
    if business.alone or model.team_talk is None:
        raise Http404
    quarter = quarter_of(business.day(timezone.now()), business.first_month)
    return talk_page(business, model, model.team_talk, quarter)


def printed(
    request: SignedInRequest,
    business: Business,
    make: Callable[[], bytes],
    *,
    name: str,
    back: str,
) -> HttpResponse:
    """Send a PDF, or say why not and when to try again."""
    try:
        return named(pdf_response(make()), name)
    except TooManyWait:
        status = HTTPStatus.TOO_MANY_REQUESTS
    except CannotPrint:
        log.exception("sheet not printed: business=%s", business.pk)
        status = HTTPStatus.SERVICE_UNAVAILABLE
    facts = {"back": back, "business": business, "title": _("The PDF isn’t ready")}
    return try_later(render(request, "voices/pulse/unprinted.html", facts, status=status))
