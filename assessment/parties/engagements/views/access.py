"""The owner's page of who was let in, and how to change it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in_lately
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.audit.models import AuditEntry
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement
from assessment.parties.departures.queries import recent_departures
from assessment.parties.engagements import services
from assessment.parties.engagements.forms.terms import ChangeAccessForm
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.engagements.queries import (
    access_values,
    ended_access,
    invitations_of,
    let_in,
    looks_at,
)
from assessment.parties.engagements.views.finding import key_sent
from assessment.parties.engagements.wording import FOR_OWNERS, may_lines

LOOKS_SHOWN = 25


@members(Capability.MANAGE)
@require_safe
def access(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show who is let in and what they may do, what waits, what ended, and every look."""
    now = timezone.now()
    looks: Page[AuditEntry] = Paginator(looks_at(business), LOOKS_SHOWN).get_page(
        request.GET.get("page")
    )
    context = {
        "business": business,
        "here": "team",
        "let_in": [(one, FOR_OWNERS[one.engagement.level]) for one in let_in(business, now)],
        "ended": ended_lines(business),
        "invitations": invitations_of(business),
        "waiting": waiting_requests(request),
        "looks": looks,
        "lines": may_lines(),
        "now": now,
    }
    return render(request, "parties/engagements/access.html", context)


def ended_lines(business: Business) -> list[tuple[Engagement, Any]]:
    """Pair what ended with the departure by which it can be given again, or None."""
    now = timezone.now()
    undoable = recent_departures(business, now).undoable
    again = {found.engagement_id: found for found in undoable if found.engagement_id}
    return [(found, again.get(found.pk)) for found in ended_access(business, now)]


def waiting_requests(request: SignedInRequest) -> list[AccessRequest]:
    """Return what practices ask of this owner, once their address is confirmed."""
    if not address_is_verified(request.user):
        return []
    found = AccessRequest.objects.waiting_for(request.user, timezone.now())
    return list(found.filter(hands_over=None))


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_lately
def change_access(request: SignedInRequest, business: Business) -> HttpResponse:
    """Change the level or the last day of an access."""
    now = timezone.now()
    running = business.engagements.running(now).select_related("consultancy", "business")
    engagement = get_object_or_404(running, pk=key_sent(request, "engagement"))
    posted = request.POST if request.method == "POST" else None
    form = ChangeAccessForm(posted, engagement=engagement, today=business.day(now))
    status = 422 if posted else 200
    if form.is_valid():
        try:
            return changed(request, engagement, form)
        except EditedMeanwhile as meanwhile:
            engagement.refresh_from_db()
            form.let_choose(meanwhile, access_values(engagement))
            status = 409
    context = {
        "business": business,
        "here": "team",
        "engagement": engagement,
        "form": form,
        "lines": may_lines(),
    }
    return render(request, "parties/engagements/change_access.html", context, status=status)


def changed(
    request: SignedInRequest, engagement: Engagement, form: ChangeAccessForm
) -> HttpResponse:
    if services.change_access(
        engagement=engagement, edit=form.edit(), by=request.user, at=timezone.now()
    ):
        message = gettext("Changed. It holds for %(practice)s from now on, and they get an email.")
        messages.success(request, message % {"practice": engagement.consultancy})
    return redirect("access", engagement.business.slug)
