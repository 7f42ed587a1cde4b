"""The client's answer to suggested changes of its plan."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.clients import services
from assessment.consulting.clients.access import own_planners
from assessment.consulting.clients.forms.answering import AnswerSuggestionForm
from assessment.consulting.clients.models import Decision, PlanSuggestion
from assessment.consulting.clients.presenters.suggested import ChangeCard, change_cards, totals
from assessment.consulting.clients.queries.suggestions import (
    changeable_plan,
    changes_in,
    suggestions_to,
)
from assessment.domain.errors import NothingToUndo
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.parties.businesses.models import Business

LEAVE_ALL = "leave-all"


@own_planners
@require_http_methods(["GET", "HEAD", "POST"])
def plan_suggestion(request: SignedInRequest, business: Business, key: str) -> HttpResponse:
    """Show what a consultant suggests, and change the plan where the client says yes."""
    suggestion = get_object_or_404(suggestions_to(business), key=key)
    plan = changeable_plan(business, suggestion)
    if plan is None:
        raise Http404
    changes = changes_in(suggestion)
    cards = change_cards(changes, plan, timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    form = form_for(cards, sent)
    if sent is not None and suggestion.answered_at:
        return too_late(request, business)
    if form.is_valid():
        return answer(request, business, suggestion, form.taken(), form.reply())
    facts = {
        "business": business,
        "here": "plan",
        "suggestion": suggestion,
        "pairs": [(card, form.field_of(card.change.position)) for card in cards],
        "form": form,
        "totals": totals(plan, changes) if not suggestion.answered_at else [],
        "undo_until": suggestion.answered_at and suggestion.answered_at + services.UNDO_FOR,
        "now": timezone.now(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "consulting/clients/review.html", facts, status=status)


def form_for(cards: Sequence[ChangeCard], sent: QueryDict | None) -> AnswerSuggestionForm:
    return AnswerSuggestionForm(
        sent,
        answerable=[(c.change.position, c.change.title) for c in cards if not c.overtaken],
        others=[c.change.position for c in cards if c.overtaken],
        leaves_all=sent is not None and LEAVE_ALL in sent,
    )


def too_late(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say that somebody else has answered, and show the word back that was not sent."""
    said = _("Somebody was faster: this has been answered or taken back.")
    return lead_on(request, reverse("plan", args=[business.slug]), said)


def answer(
    request: SignedInRequest,
    business: Business,
    suggestion: PlanSuggestion,
    taken: dict[int, bool],
    reply: str,
) -> HttpResponse:
    try:
        services.answer_suggestion(
            suggestion=suggestion, taken=taken, reply=reply, by=request.user, at=timezone.now()
        )
    except services.AlreadyAnswered:
        return too_late(request, business)
    decisions = list(suggestion.changes.values_list("decision", flat=True))
    tell(request, said(decisions.count(Decision.TAKEN)))
    if Decision.OVERTAKEN in decisions:
        messages.warning(
            request, _("Your plan changed meanwhile, so not everything could be taken over.")
        )
    return redirect_at("answered", "plan_suggestion", business.slug, suggestion.key)


def said(count: int) -> str:
    if not count:
        return _("Answered. Your plan stays as it is.")
    return ngettext(
        "Answered. One change is in your plan.",
        "Answered. %(count)s changes are in your plan.",
        count,
    ) % {"count": count}


@own_planners
@require_POST
def undo_suggested(
    request: SignedInRequest, business: Business, key: str, position: int
) -> HttpResponse:
    """Put the plan back as it was before one change."""
    suggestion = get_object_or_404(suggestions_to(business), key=key)
    change = get_object_or_404(suggestion.changes, position=position)
    here = ("plan_suggestion", business.slug, suggestion.key)
    try:
        services.undo_suggested(change=change, by=request.user, at=timezone.now())
    except NothingToUndo:
        messages.warning(request, _("There is nothing to take back here any more."))
        return redirect(*here)
    except services.Overtaken:
        messages.warning(
            request,
            _("“%(title)s” has changed since, so it stays as it is. Change it in your plan.")
            % {"title": change.title},
        )
        return redirect(*here)
    tell(request, _("Taken back: your plan is as it was there."))
    return redirect_at("answered", *here)
