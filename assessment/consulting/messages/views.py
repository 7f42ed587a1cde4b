"""Write to the chosen clients: see the email first, send it once, and see its status."""

from datetime import datetime
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
from assessment.consulting.messages.queries.audience import once_clients
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
    now, picked = timezone.now(), Picked.read(request.GET)
    usual, names = offered(request, member, picked, now)
    form = MailingForm(request.POST if request.method == "POST" else None, kind=usual, shown=names)
    valid, verified = form.is_valid(), address_is_verified(request.user)
    given: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    shown = form.slugs if form.is_bound else names
    businesses = once_clients(member.consultancy, shown or names)
    kind, words = MailingKind(given.get("kind") or usual), given.get("words") or ""
    terms = RequestedAccess(email="", level=AccessLevel.WORK, words=words)
    changed = has_changed(request, kind)
    if valid and verified and "send" in request.POST and not changed:
        new = services.NewMailing(operation=given["operation"], kind=kind, words=words, terms=terms)
        made = services.send_mailing(
            member=member, businesses=businesses, mailing=new, at=now, link=link_to_answer
        )
        tell(request, wording.sent(made.clients.filter(left_out="").count()))
        return redirect("mailing", member.consultancy.slug, made.pk)
    audience = services.sort_out(member, businesses, kind, at=now)
    facts = {
        "form": form,
        "verified": verified,
        "chosen": picked.chosen,
        "title": wording.heading(len(businesses)),
        "audience": audience,
        "button": wording.button(audience.emails),
        "kind": kind,
        "notice": wording.another_kind() if changed and valid else "",
        "preview": None if form.errors else preview_of(audience, member, kind, terms, now),
    }
    return page(request, member, "write", facts, status=422 if form.errors else 200)


def has_changed(request: SignedInRequest, kind: MailingKind) -> bool:
    """Tell whether the button was pressed below the email of another kind."""
    seen = request.POST.get("send")
    return seen in MailingKind.values and seen != kind


def offered(
    request: SignedInRequest, member: ConsultancyMember, picked: Picked, now: datetime
) -> tuple[MailingKind, list[str]]:
    """Return the kind that a page begins with, and the names of the chosen clients."""
    clients = Clients(consultancy=member.consultancy, at=now, reader=member.user_id)
    chosen = picked.engagements(clients).values_list("business", "business__slug")
    names = dict(chosen)
    asked = request.GET.get("kind")
    if asked in MailingKind.values:
        return MailingKind(asked), list(names.values())
    waits = member.consultancy.prepared_businesses.filter(business__in=names).exists()
    usual = MailingKind.HAND_OVER if waits else MailingKind.CHECK_DUE
    return usual, list(names.values())


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
