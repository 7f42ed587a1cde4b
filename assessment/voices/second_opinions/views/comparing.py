"""Compare both answers to each question, and settle where they differ."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions import services, wording
from assessment.voices.second_opinions.forms import SETTLED, SettlementForm
from assessment.voices.second_opinions.presenters.page import bars
from assessment.voices.second_opinions.queries.comparison import (
    AnswerPair,
    ComparedAnswers,
    compared,
)
from assessment.voices.second_opinions.queries.opinions import opinion_on


@members(Capability.VIEW)
@require_safe
def second_comparison(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show both answers to each question, those that differ most first."""
    return show(request, business, compared_or_404(business, quarter))


@members(Capability.VIEW)
@require_POST
def settle_second(
    request: SignedInRequest, business: Business, quarter: str, code: str
) -> HttpResponse:
    """Store what both agree on for one question; either of the two may enter it."""
    found = compared_or_404(business, quarter)
    pair = found.pair(code)
    if pair is None:
        raise Http404
    if not may_settle(request, business, found):
        raise PermissionDenied
    form = SettlementForm(request.POST, opinion=found.opinion, pair=pair)
    if not form.is_valid():
        return show(request, business, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        services.settle(
            opinion=found.opinion, agreement=form.agreement(), by=request.user, at=timezone.now()
        )
    except services.SettledMeanwhile:
        now = compared_or_404(business, quarter)
        settlement = (now.pair(code) or pair).settlement
        if settlement:
            form.build_on(settlement.revision, str(SETTLED) % {"name": settlement.settled_by})
        return show(request, business, now, form, HTTPStatus.CONFLICT)
    tell(request, wording.settled(pair))
    return redirect_at(code, "second_comparison", business.slug, quarter)


@members(Capability.SUBMIT)
@require_POST
def correct_second(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Begin a correction of a sent check with what was agreed; the owner then sends it."""
    found = compared_or_404(business, quarter)
    try:
        services.correct_as_agreed(opinion=found.opinion, by=request.user, at=timezone.now())
    except services.CannotCorrect:
        tell(request, wording.cannot_correct())
        return redirect("second_comparison", business.slug, quarter)
    return redirect("review", business.slug)


def compared_or_404(business: Business, quarter: str) -> ComparedAnswers:
    opinion = opinion_on(business, quarter)
    if opinion is None:
        raise Http404
    return compared(opinion)


def may_settle(request: SignedInRequest, business: Business, found: ComparedAnswers) -> bool:
    return found.opinion.is_for(request.user) or may(business, Capability.LISTEN)


def show(
    request: SignedInRequest,
    business: Business,
    found: ComparedAnswers,
    refused: SettlementForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    opinion = found.opinion
    context = {
        "business": business,
        "here": "voices",
        "found": found,
        "opinion": opinion,
        "heading": wording.heading(found),
        "lead": wording.lead(found),
        "higher": wording.higher(found, opinion.row.person),
        "bars": bars(found),
        "groups": groups(found, refused),
        "refused": refused,
        "may_plan": may(business, Capability.PLAN),
        "may_settle": may_settle(request, business, found),
        "may_correct": can_correct(business, found) and may(business, Capability.SUBMIT),
    }
    return render(request, "voices/second_opinions/comparison.html", context, status=status)


def groups(
    found: ComparedAnswers, refused: SettlementForm | None
) -> list[tuple[str, list[SettlementForm]]]:
    """Return the forms of the questions that differ, those far apart first."""

    def form_of(pair: AnswerPair) -> SettlementForm:
        if refused and refused.pair.practice == pair.practice:
            return refused
        return SettlementForm(opinion=found.opinion, pair=pair)

    _alike, near, far, unlike = wording.distances()
    named = [(far, found.far), (near, found.near), (unlike, found.unlike)]
    return [(words, [form_of(pair) for pair in pairs]) for words, pairs in named if pairs]


def can_correct(business: Business, found: ComparedAnswers) -> bool:
    """Whether the check was sent, can be corrected, and would change by what was agreed."""
    if not found.opinion.check_sent or not found.checked:
        return False
    current = current_assessment_of(business, timezone.localdate())
    same = current.quarter == found.opinion.quarter and not current.extra
    return same and (current.correcting or (current.submitted and bool(current.correct_until)))
