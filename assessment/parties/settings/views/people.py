"""The team page, and changing people's roles."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in_lately
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.parsing.keys import key_in
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import MEMBER_ROLES, Business, Membership, Role
from assessment.parties.consultancies import services as consultancy_services
from assessment.parties.departures import services as departure_services
from assessment.parties.departures.queries import recent_departures
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.settings.forms.invitations import InvitationForm
from assessment.parties.settings.queries import team_of


@members(Capability.VIEW)
@require_safe
def team(request: SignedInRequest, business: Business) -> HttpResponse:
    return team_page(request, business, InvitationForm())


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleClash:
    """A member whose role someone else changed first, and the role that was asked for."""

    member: int
    mine: str


def team_page(
    request: SignedInRequest,
    business: Business,
    form: InvitationForm,
    *,
    clash: RoleClash | None = None,
) -> HttpResponse:
    manages, now = may(business, Capability.MANAGE), timezone.now()
    verified = manages and address_is_verified(request.user)
    asked = AccessRequest.objects.waiting_for(request.user, now).filter(hands_over=None)
    facts = {
        "business": business,
        "here": "team",
        "team": team_of(business),
        "departures": recent_departures(business, now) if manages else None,
        "roles": MEMBER_ROLES,
        "form": form,
        "manages": manages,
        "verified": verified,
        "waiting": list(asked) if verified else [],
        "now": now,
        "clash": clash,
    }
    return render(request, "parties/settings/team.html", facts, status=409 if clash else 200)


@members(Capability.MANAGE)
@require_POST
@signed_in_lately
def change_role(request: SignedInRequest, business: Business) -> HttpResponse:
    person = member_named(request, business)
    role = request.POST.get("role", "")
    if role not in dict(MEMBER_ROLES):
        messages.error(request, gettext("Choose what this person can do. Nothing was changed."))
        return redirect("team", business.slug)
    seen = request.POST.get("seen", person.role)
    try:
        departure_services.change_role(
            membership=person, role=role, seen=seen, by=request.user, at=timezone.now()
        )
    except EditedMeanwhile:
        clash = RoleClash(member=person.pk, mine=role)
        return team_page(request, business, InvitationForm(), clash=clash)
    except departure_services.LastOwner:
        messages.error(request, keeps_an_owner())
    else:
        facts = {"person": person.user, "role": Role(role).label}
        messages.success(request, gettext("%(person)s’s role is now %(role)s.") % facts)
    return redirect_at(f"person-{person.pk}", "team", business.slug)


@members(Capability.MANAGE)
@require_POST
def count_in_median(request: SignedInRequest, business: Business) -> HttpResponse:
    """Include the scores in a firm's median of its clients, or stop including them."""
    engagements = business.engagements.running().select_related("consultancy", "business")
    engagement = get_object_or_404(engagements, pk=posted_pk(request, "engagement"))
    counts = request.POST.get("counts") == "yes"
    consultancy_services.let_count(
        engagement=engagement, counts=counts, by=request.user, at=timezone.now()
    )
    message = (
        gettext("%(consultancy)s now includes your scores in its median, without your name.")
        if counts
        else gettext("%(consultancy)s no longer includes your scores in its median.")
    )
    messages.success(request, message % {"consultancy": engagement.consultancy})
    return redirect_at("consultants", "team", business.slug)


def member_named(request: SignedInRequest, business: Business) -> Membership:
    people = business.memberships.select_related("user", "business")
    return get_object_or_404(people, pk=posted_pk(request, "member"))


def posted_pk(request: SignedInRequest, field: str) -> int:
    """Return the primary key that a form or a link names, or 0, which matches no row."""
    return key_in((request.POST if request.method == "POST" else request.GET).get(field, ""))


def keeps_an_owner() -> str:
    return gettext("A business needs at least one owner. Make someone else an owner first.")
