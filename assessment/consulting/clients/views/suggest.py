"""Suggest changes to a client's plan, and see the client's answers."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.consulting.clients import services
from assessment.consulting.clients.forms.suggesting import SuggestForm
from assessment.consulting.clients.models import PlanSuggestion
from assessment.consulting.clients.presenters.suggested import change_cards, totals
from assessment.consulting.clients.queries.suggestions import (
    ChangeablePlan,
    changeable_plan,
    changes_in,
    open_suggestion,
)
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.journey.planning.queries.plans import teammates
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
    may,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

suggesters = clients_of_practice(PracticeCapability.WORK, needs=Capability.SUGGEST)


@suggesters
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Draft changes to the client's plan, and send them."""
    plan = changeable_plan(business)
    if plan is None:
        raise Http404
    draft = open_suggestion(member.consultancy, plan.saved.plan)
    if draft and draft.sent_at:
        return sent_already(request, member, business, draft)
    # Adding or leaving out an action only changes the page: nothing is saved until it is sent.
    sent = request.POST if request.method == "POST" else None
    writing = sent is not None and bool({"add", "leave-out"} & sent.keys())
    form = SuggestForm(
        None if writing else sent,
        plan=plan,
        people=teammates(business),
        today=timezone.localdate(),
        typed=sent if writing else None,
        draft=changes_in(draft) if draft else (),
        letter=draft.letter if draft else "",
    )
    seen = draft.key if draft else ""
    seen = sent.get("draft", "") if sent else seen
    show = partial(page, request, member, business, plan, form, seen)
    if not form.is_bound:
        return show()
    if not form.is_valid():
        return show(status=422)
    return keep(request, member, business, plan, form) or show(status=422)


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    plan: ChangeablePlan,
    form: SuggestForm,
    seen: str,
    *,
    status: int = 200,
) -> HttpResponse:
    facts = {
        **frame(member, business),
        "form": form,
        "seen": seen,
        "theirs": status == HTTPStatus.CONFLICT,
        "plan": plan,
        "done": len(plan.saved.done),
        "totals": totals(plan, form.preview()),
    }
    return render(request, "consulting/clients/suggest.html", facts, status=status)


def sent_already(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    waiting: PlanSuggestion | None,
) -> HttpResponse:
    """Lead to the changes that wait for the client, and show what came after them."""
    address = [member.consultancy.slug, business.slug]
    to = reverse("client", args=address)
    if waiting:
        to = reverse("client_suggestion", args=[*address, waiting.key])
    late = request.method == "POST"
    said = _("Other changes of your practice are waiting for this client already.") if late else ""
    return lead_on(request, to, said)


def keep(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    plan: ChangeablePlan,
    form: SuggestForm,
) -> HttpResponse | None:
    """Keep the changes as a draft, and send them if asked to; None if there are none to send."""
    consultancy, now = member.consultancy, timezone.now()
    items = {item.key: item for item in plan.saved.plan.items.all()}
    changes, sends = form.changes(items), "send" in request.POST
    if sends and not changes:
        form.add_error(None, _("Nothing is changed yet. Choose what to do with an action first."))
        return None
    try:
        draft = services.save_suggestion(
            consultancy=consultancy,
            plan=plan.saved.plan,
            changes=changes,
            letter=form.letter(),
            seen=request.POST.get("draft", ""),
            by=request.user,
            at=now,
        )
    except EditedMeanwhile as meanwhile:
        theirs = meanwhile.theirs["draft"]
        return page(request, member, business, plan, form, theirs, status=HTTPStatus.CONFLICT)
    except services.AlreadySent:
        waiting = open_suggestion(consultancy, plan.saved.plan)
        return sent_already(request, member, business, waiting)
    if draft and sends:
        services.send_suggestion(suggestion=draft, by=request.user, at=now)
        sent = ngettext(
            "One change is sent. The plan stays as it is until %(client)s says yes.",
            "%(count)s changes are sent. The plan stays as it is until %(client)s says yes.",
            len(changes),
        )
        tell(request, sent % {"count": len(changes), "client": business})
    else:
        tell(request, _("Your draft is kept. The client does not see it."))
    return redirect("client", consultancy.slug, business.slug)


@clients_of_practice(PracticeCapability.WORK)
@require_safe
def client_suggestion(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show what was suggested, and what the client made of it."""
    suggestion = ours_or_404(member, business, key)
    plan = changeable_plan(business, suggestion)
    facts: dict[str, Any] = {
        **frame(member, business),
        "suggestion": suggestion,
        "cards": change_cards(changes_in(suggestion), plan, timezone.localdate()) if plan else [],
        "may_suggest": may(business, Capability.SUGGEST),
    }
    return render(request, "consulting/clients/suggestion.html", facts)


@suggesters
@require_POST
def take_suggestion_back(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Make a draft of what the client has not answered yet."""
    suggestion = ours_or_404(member, business, key)
    try:
        services.take_suggestion_back(suggestion=suggestion, by=request.user, at=timezone.now())
    except services.AlreadyAnswered:
        tell(request, _("%(client)s was faster, and has answered.") % {"client": business})
        return redirect("client_suggestion", member.consultancy.slug, business.slug, key)
    tell(request, _("Taken back. It is a draft again, which the client does not see."))
    return redirect("suggest", member.consultancy.slug, business.slug)


@suggesters
@require_POST
def drop_suggestion(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Delete a draft."""
    gone = services.drop_suggestion(suggestion=ours_or_404(member, business, key))
    tell(
        request,
        _("The draft is gone. The plan was never touched.")
        if gone
        else _("The client has these changes already, so they stay. You can take them back."),
    )
    return redirect("client", member.consultancy.slug, business.slug)


def ours_or_404(member: ConsultancyMember, business: Business, key: str) -> PlanSuggestion:
    ours = PlanSuggestion.objects.filter(
        consultancy=member.consultancy, plan__assessment__business=business
    )
    known = ours.select_related("plan__assessment", "made_by", "answered_by", "consultancy")
    return get_object_or_404(known, key=key)
