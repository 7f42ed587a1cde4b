"""The team page: change roles, remove members and end consultants' access."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses import services as business_services
from assessment.parties.businesses.models import MEMBER_ROLES, Business, Membership, Role
from assessment.parties.consultancies import services as consultancy_services
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import others_inside
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
    manages = may(business, Capability.MANAGE)
    facts = {
        "business": business,
        "here": "team",
        "team": team_of(business),
        "roles": MEMBER_ROLES,
        "form": form,
        "manages": manages,
        "verified": manages and address_is_verified(request.user),
        "now": timezone.now(),
        "clash": clash,
    }
    return render(request, "parties/settings/team.html", facts, status=409 if clash else 200)


@members(Capability.MANAGE)
@require_POST
def change_role(request: SignedInRequest, business: Business) -> HttpResponse:
    person = member_named(request, business)
    role = request.POST.get("role", "")
    if role not in dict(MEMBER_ROLES):
        messages.error(request, gettext("Choose what this person can do. Nothing was changed."))
        return redirect("team", business.slug)
    seen = request.POST.get("seen", person.role)
    try:
        business_services.change_role(membership=person, role=role, seen=seen, by=request.user)
    except EditedMeanwhile:
        clash = RoleClash(member=person.pk, mine=role)
        return team_page(request, business, InvitationForm(), clash=clash)
    except business_services.LastOwner:
        messages.error(request, keeps_an_owner())
    else:
        facts = {"person": person.user, "role": Role(role).label}
        messages.success(request, gettext("%(person)s’s role is now %(role)s.") % facts)
    return redirect("team", business.slug)


@members(Capability.MANAGE)
@require_POST
def remove_member(request: SignedInRequest, business: Business) -> HttpResponse:
    person = member_named(request, business)
    try:
        business_services.remove_member(membership=person, by=request.user)
    except business_services.LastOwner:
        messages.error(request, keeps_an_owner())
        return redirect("team", business.slug)
    # A former member would get a 404 on the team page.
    if person.user == request.user:
        return after_leaving(request, business)
    message = gettext("%(person)s can no longer see this business. Their answers stay.")
    messages.success(request, message % {"person": person.user})
    return redirect("team", business.slug)


@members(Capability.VIEW)
@require_POST
def leave_business(request: SignedInRequest, business: Business) -> HttpResponse:
    """End the user's own membership.

    A consultant has no membership to end (403). Only an owner can end an engagement.
    """
    person = business.memberships.filter(user=request.user).first()
    if person is None:
        raise PermissionDenied
    try:
        business_services.remove_member(membership=person, by=request.user)
    except business_services.LastOwner:
        messages.error(request, keeps_an_owner())
        return redirect("team", business.slug)
    return after_leaving(request, business)


@members(Capability.MANAGE)
@require_POST
def end_access(request: SignedInRequest, business: Business) -> HttpResponse:
    """End a consulting firm's access to the business."""
    engagements = business.engagements.select_related("consultancy")
    engagement = get_object_or_404(engagements, pk=posted_pk(request, "engagement"))
    consultancy_services.end_engagement(engagement=engagement, by=request.user, at=timezone.now())
    messages.success(request, access_ended(business, engagement.consultancy))
    return redirect("team", business.slug)


def access_ended(business: Business, consultancy: Consultancy) -> str:
    """Confirm the end of access, and name the firm's people who still have another role.

    An owner might not expect it, and has to end those roles separately.
    """
    inside = others_inside(business, consultancy)
    message = (
        gettext(
            "%(consultancy)s no longer has access. These people can still see this business in "
            "another role: %(people)s."
        )
        if inside
        else gettext("%(consultancy)s can no longer see this business.")
    )
    return message % {"consultancy": consultancy, "people": ", ".join(map(str, inside))}


@members(Capability.MANAGE)
@require_POST
def count_in_median(request: SignedInRequest, business: Business) -> HttpResponse:
    """Include the scores in a firm's median of its clients, or stop including them."""
    engagements = business.engagements.running().select_related("consultancy")
    engagement = get_object_or_404(engagements, pk=posted_pk(request, "engagement"))
    counts = request.POST.get("counts") == "yes"
    consultancy_services.let_count(engagement=engagement, counts=counts, by=request.user)
    message = (
        gettext("%(consultancy)s now includes your scores in its median, without your name.")
        if counts
        else gettext("%(consultancy)s no longer includes your scores in its median.")
    )
    messages.success(request, message % {"consultancy": engagement.consultancy})
    return redirect("team", business.slug)


def member_named(request: SignedInRequest, business: Business) -> Membership:
    people = business.memberships.select_related("user")
    return get_object_or_404(people, pk=posted_pk(request, "member"))


def posted_pk(request: SignedInRequest, field: str) -> int:
    """Return the submitted primary key, or 0, which matches no row, if it is malformed.

    More than 18 digits could exceed the 64-bit range and raise an error in the database.
    """
    sent = request.POST.get(field, "")
    return int(sent) if re.fullmatch(r"[0-9]{1,18}", sent) else 0


def after_leaving(request: SignedInRequest, business: Business) -> HttpResponse:
    message = gettext("You have left %(business)s. Your answers stay there.")
    messages.success(request, message % {"business": business})
    return redirect("businesses")


def keeps_an_owner() -> str:
    return gettext("A business needs at least one owner. Make someone else an owner first.")
