"""An owner reads what a practice asks for, and lets it in or says no."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import (
    SignedInRequest,
    public,
    signed_in_lately,
)
from assessment.foundation.accounts.queries import address_is_verified, is_proven_elsewhere
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import prove_address
from assessment.parties.engagements import services
from assessment.parties.engagements.forms.answers import AnswerRequestForm
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.engagements.queries import can_be_answered, owned_by, request_behind
from assessment.parties.engagements.views.finding import ask_to_sign_in, key_sent
from assessment.parties.engagements.wording import may_lines

SAY_NO = "no"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: HttpRequest, token: str) -> HttpResponse:
    """Show who asks for what; only the person at that address can answer."""
    asked = request_behind(token)
    if asked is None or not can_be_answered(asked, timezone.now()):
        return ended(request, asked)
    user = request.user
    if not user.is_authenticated or not asked.is_for(user):
        context = {"asked": asked, "url": request.path}
        return render(request, "parties/engagements/asked_of_another.html", context)
    if user.deletion_asked_at:
        return redirect("closing_account")
    if is_proven_elsewhere(asked.email, user=user):
        return ask_to_sign_in(request)
    return answer(cast("SignedInRequest", request), asked)


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_here(request: SignedInRequest, business: Business) -> HttpResponse:
    """The same for an owner who comes from their own pages, without the link."""
    found = AccessRequest.objects.waiting_for(request.user, timezone.now())
    asked = get_object_or_404(found.filter(hands_over=None), pk=key_sent(request, "request"))
    if not address_is_verified(request.user):
        messages.error(request, gettext("Please confirm your own email address first."))
        return redirect("access", business.slug)
    return answer(request, asked, business)


def answer(
    request: SignedInRequest, asked: AccessRequest, business: Business | None = None
) -> HttpResponse:
    """Ask who is there before something that exists is opened; a new business opens nothing."""
    mine = [business] if business else owned_by(request.user)
    opens = mine and not asked.hands_over
    return (signed_in_lately(decide) if opens else decide)(request, asked, mine, business)


def decide(
    request: SignedInRequest,
    asked: AccessRequest,
    mine: Sequence[Business],
    business: Business | None,
) -> HttpResponse:
    """Show the question; a POST answers it for a business of the reader's, or for a new one."""
    if request.POST.get("answer") == SAY_NO:
        return decline(request, asked)
    form = AnswerRequestForm(
        request.POST if request.method == "POST" else None,
        asked=asked,
        businesses=mine,
        today=mine[0].day(timezone.now()) if mine else timezone.localdate(),
    )
    if form.is_valid():
        return accept(request, asked, form, mine)
    context = {
        "asked": asked,
        "form": form,
        "business": business,
        "single": mine[0] if len(mine) == 1 else None,
        "lines": may_lines(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "parties/engagements/answer_request.html", context, status=status)


def accept(
    request: SignedInRequest,
    asked: AccessRequest,
    form: AnswerRequestForm,
    mine: Sequence[Business],
) -> HttpResponse:
    """Let the practice in. The link came by email, which proves the address."""
    now, by = timezone.now(), request.user
    chosen = form.cleaned_data.get("business")
    business = next((one for one in mine if chosen in {None, one.slug}), None)
    prove_address(account=by, email=asked.email, same_person=True, at=now)
    try:
        engagement = services.accept_request(
            request=asked,
            business=business,
            name=form.cleaned_data.get("name", ""),
            terms=form.terms(),
            by=by,
            at=now,
        )
    except services.NoLongerOpen:
        return ended(request, asked)
    except services.HasAccess as has:
        message = gettext("%(practice)s has access already. You can change it here.")
        messages.info(request, message % {"practice": asked.consultancy})
        return redirect("access", has.engagement.business.slug)
    words = (
        gettext("%(business)s is yours now, and %(practice)s still has access.")
        if asked.hands_over
        else gettext("%(practice)s now has access to %(business)s.")
    )
    facts = {"practice": asked.consultancy, "business": engagement.business}
    messages.success(request, words % facts)
    return redirect("access", engagement.business.slug)


def decline(request: SignedInRequest, asked: AccessRequest) -> HttpResponse:
    try:
        services.decline_request(request=asked, by=request.user, at=timezone.now())
    except services.NoLongerOpen:
        return ended(request, asked)
    message = gettext("You said no. Nothing was opened to %(practice)s.")
    messages.success(request, message % {"practice": asked.consultancy})
    return redirect("businesses")


def ended(request: HttpRequest, asked: AccessRequest | None) -> HttpResponse:
    """Tell the reader that the link no longer works; who said yes is sent on to their access."""
    user = request.user
    if asked and asked.accepted_at and user.is_authenticated and asked.is_for(user):
        return redirect("businesses")
    facts = {"typed": typed_on_our_page(request)}
    return render(request, "parties/engagements/link_ended.html", facts, status=404)
