"""The pages of a practice: ask an owner for access, and make a business for a client."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.addresses import shown_address
from assessment.parties.access.rules import (
    PracticeCapability,
    clients_of_practice,
    practice_members,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, ConsultancyMember
from assessment.parties.engagements import services
from assessment.parties.engagements.forms.requests import AskForm, HandOverBusinessForm, PrepareForm
from assessment.parties.engagements.models import AccessRequest, RequestedAccess
from assessment.parties.engagements.queries import requests_of
from assessment.parties.engagements.views.finding import key_sent


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def add_client(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Ask an owner for access; the owner decides what the practice may see."""
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted, today=timezone.localdate())
    if form.is_valid() and sent(request, member, form):
        return redirect("access_requests", member.consultancy.slug)
    return page(request, member, "add_client", {"form": form, "way": "ask"}, bad=bool(posted))


def sent(
    request: SignedInRequest,
    member: ConsultancyMember,
    form: AskForm,
    *,
    hands_over: Business | None = None,
) -> bool:
    """Send what the form asks for; a problem is added to the form."""
    try:
        ask(request, member, form.asked(), hands_over=hands_over)
    except services.AlreadyClient as known:
        words = gettext(
            "The owner of {client} has let you in already. To ask for another business of theirs, "
            "enter its name."
        )
        link = format_html(
            '<a href="{}">{}</a>', reverse("business", args=[known.business.slug]), known.business
        )
        form.add_error("email", format_html(words, client=link))
        return False
    except TooManyLinks:
        form.add_error("email", too_many())
        return False
    return not form.errors


def ask(
    request: SignedInRequest,
    member: ConsultancyMember,
    asked: RequestedAccess,
    *,
    hands_over: Business | None = None,
) -> None:
    """Send one request, and say that it is on its way.

    Raises:
        AlreadyClient, TooManyLinks: nothing was sent.
    """

    def link(token: str) -> str:
        return on_site(reverse("answer_request", args=[token]))

    services.ask_for_access(
        consultancy=member.consultancy,
        asked=asked,
        by=request.user,
        at=timezone.now(),
        link=link,
        hands_over=hands_over,
    )
    message = gettext("Your request to %(email)s is on its way.")
    messages.success(request, message % {"email": shown_address(asked.email)})


def too_many() -> str:
    return gettext("You’ve reached today’s email limit. Try again tomorrow.")


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare_business(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Make a business for a client, and go on to hand it over or to its questions."""
    posted = request.POST if request.method == "POST" else None
    form = PrepareForm(posted)
    if form.is_valid():
        business = services.prepare_business(
            consultancy=member.consultancy,
            client=form.client(),
            by=request.user,
            at=timezone.now(),
        )
        message = gettext("%(business)s is set up. It is not handed over yet.")
        messages.success(request, message % {"business": business})
        return redirect("hand_over_business", member.consultancy.slug, business.slug)
    return page(
        request, member, "prepare_business", {"form": form, "way": "make"}, bad=bool(posted)
    )


@clients_of_practice(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_business(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Invite the owner to take over a business that this practice made."""
    prepared = member.consultancy.prepared_businesses.filter(business=business).first()
    if prepared is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    known = {"email": prepared.owner_email}
    form = HandOverBusinessForm(posted, today=timezone.localdate(), initial=known)
    if form.is_valid() and sent(request, member, form, hands_over=business):
        return redirect("access_requests", member.consultancy.slug)
    waiting = AccessRequest.objects.usable(timezone.now()).filter(hands_over=business).first()
    facts = {"form": form, "business": business, "prepared": prepared, "waiting": waiting}
    return page(request, member, "hand_over_business", facts, bad=bool(posted))


@practice_members(PracticeCapability.WORK)
@require_safe
def access_requests(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """List what this practice has asked and nobody has answered."""
    facts = {"requests": requests_of(member.consultancy), "now": timezone.now()}
    return page(request, member, "access_requests", facts)


@practice_members(PracticeCapability.WORK)
@require_POST
def cancel_request(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    asked = request_named(request, member)
    services.cancel_request(request=asked, by=request.user, at=timezone.now())
    message = gettext("The request to %(email)s has been cancelled. Its link no longer works.")
    messages.success(request, message % {"email": shown_address(asked.email)})
    return redirect("access_requests", member.consultancy.slug)


@practice_members(PracticeCapability.WORK)
@require_POST
def resend_request(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Send the request again with a new link; the old link stops working."""
    asked = request_named(request, member)
    today = timezone.localdate()
    again = RequestedAccess(
        email=asked.email,
        level=AccessLevel(asked.level),
        # A day that has passed since cannot be asked for again.
        ends_on=asked.ends_on if asked.ends_on and asked.ends_on > today else None,
        business_name=asked.business_name,
        words=asked.words,
    )
    try:
        ask(request, member, again, hands_over=asked.hands_over)
    except services.AlreadyClient as known:
        message = gettext("%(business)s has let you in already.")
        messages.info(request, message % {"business": known.business})
    except TooManyLinks:
        messages.error(request, too_many())
    return redirect("access_requests", member.consultancy.slug)


def request_named(request: SignedInRequest, member: ConsultancyMember) -> AccessRequest:
    return get_object_or_404(requests_of(member.consultancy), pk=key_sent(request, "request"))


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    name: str,
    facts: dict[str, Any],
    *,
    bad: bool = False,
) -> HttpResponse:
    context = {
        "consultancy": member.consultancy,
        "member": member,
        "here": "clients",
        "verified": address_is_verified(request.user),
        **facts,
    }
    status = 422 if bad else 200
    return render(request, f"parties/engagements/{name}.html", context, status=status)
