"""Write to the chosen clients: see the email first, send it once, and see its status."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessment.consulting.messages import services, wording
from assessment.consulting.messages.forms import MailingForm
from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.presenters.preview import preview_of
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.picking import Picked
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import tell
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import AccessLevel, ConsultancyMember
from assessment.parties.engagements.models import RequestedAccess


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_clients(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the email for the clients that the address says, or send it."""
    now = timezone.now()
    clients = Clients(consultancy=member.consultancy, at=now, reader=member.user_id)
    picked = Picked.read(request.GET)
    businesses = [one.business_id for one in picked.engagements(clients)]
    chosen = services.chosen_among(clients, businesses)
    waits = member.consultancy.prepared_businesses.filter(business__in=businesses).exists()
    usual = MailingKind.HAND_OVER if waits else MailingKind.CHECK_DUE
    posted = request.POST if request.method == "POST" else None
    form = MailingForm(posted, kind=usual)
    valid, verified = form.is_valid(), address_is_verified(request.user)
    given: dict[str, Any] = form.cleaned_data if valid else {"kind": usual, "words": ""}
    kind = MailingKind(given["kind"])
    terms = RequestedAccess(email="", level=AccessLevel.WORK, words=given["words"])
    if valid and verified and "send" in request.POST:
        new = services.NewMailing(
            operation=given["operation"], kind=kind, words=given["words"], terms=terms
        )
        made = services.send_mailing(
            member=member, businesses=businesses, mailing=new, at=now, link=link_to_answer
        )
        tell(request, wording.sent(made.clients.filter(left_out="").count()))
        return redirect("mailing", member.consultancy.slug, made.pk)
    audience = services.sort_out(member, chosen, kind, at=now)
    facts = {
        "form": form,
        "verified": verified,
        "chosen": picked.chosen,
        "title": wording.heading(len(chosen)),
        "audience": audience,
        "button": wording.button(audience.emails),
        "preview": preview_of(audience, member, kind, terms, now),
    }
    return page(request, member, "write", facts, status=422 if posted and not valid else 200)


def link_to_answer(token: str) -> str:
    return on_site(reverse("answer_request", args=[token]))


@practice_members(PracticeCapability.WORK)
@require_safe
def mailing(request: SignedInRequest, member: ConsultancyMember, mailing: int) -> HttpResponse:
    """Show the status of each email."""
    found = get_object_or_404(member.consultancy.mailings, pk=mailing)
    rows = found.clients.select_related("business", "mail").order_by("left_out", "business__name")
    facts: dict[str, Any] = {"mailing": found, "rows": list(rows)}
    return page(request, member, "mailing", facts)


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    name: str,
    facts: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"consultancy": member.consultancy, "member": member, "here": "clients", **facts}
    return render(request, f"consulting/messages/{name}.html", context, status=status)
