"""End somebody's access after asking, and undo it within a day."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest, signed_in_lately
from assessment.foundation.announcements.happened import redirect_at
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import others_inside
from assessment.parties.departures import services
from assessment.parties.departures.models import Cause, Departure
from assessment.parties.departures.queries import Leaving, open_doors
from assessment.parties.departures.wording import door_lines
from assessment.parties.settings.views.people import keeps_an_owner, member_named, posted_pk

KEEP = "keep"


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what ends with a membership; a POST ends it."""
    person = member_named(request, business)
    if person.user_id == request.user.pk:
        return leave(request, business, person)
    if request.method != "POST":
        facts = {"person": person.user, "action": "remove_member", "member": person}
        return ask_first(request, business, person, facts)
    try:
        services.remove_member(
            membership=person, by=request.user, at=timezone.now(), keep=keeps(request)
        )
    except services.LastOwner:
        messages.error(request, keeps_an_owner())
        return redirect("team", business.slug)
    message = gettext(
        "%(person)s can no longer see this business. Their answers stay. You can undo this until "
        "this time tomorrow."
    )
    messages.success(request, message % {"person": person.user})
    return redirect_at("ended", "team", business.slug)


@members(Capability.VIEW, while_apart=True)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_business(request: SignedInRequest, business: Business) -> HttpResponse:
    """End the user's own membership.

    A consultant has no membership to end (403). Only an owner can end an engagement.
    """
    person = business.memberships.filter(user=request.user).first()
    if person is None:
        raise PermissionDenied
    return leave(request, business, person)


def leave(request: SignedInRequest, business: Business, person: Membership) -> HttpResponse:
    if request.method != "POST":
        return ask_first(request, business, person, {"action": "leave_business", "leaves": True})
    try:
        services.remove_member(membership=person, by=request.user, at=timezone.now())
    except services.LastOwner:
        messages.error(request, keeps_an_owner())
        return redirect("team", business.slug)
    message = gettext("You have left %(business)s. Your answers stay there.")
    messages.success(request, message % {"business": business})
    # A former member would get a 404 on the team page.
    return redirect("businesses")


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_lately
def end_access(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what ends with a consulting firm's access; a POST ends it."""
    engagements = business.engagements.select_related("consultancy", "business")
    engagement = get_object_or_404(engagements, pk=posted_pk(request, "engagement"))
    if request.method != "POST":
        if engagement.ended_at:
            return redirect("access", business.slug)
        firm = engagement.consultancy
        facts = {"person": firm, "action": "end_access", "engagement": engagement}
        return ask_first(request, business, engagement, facts)
    services.end_engagement(
        engagement=engagement, by=request.user, at=timezone.now(), keep=keeps(request)
    )
    messages.success(request, access_ended(business, engagement.consultancy))
    return redirect_at("ended", "access", business.slug)


def access_ended(business: Business, consultancy: Consultancy) -> str:
    """Confirm the end of access, and name the firm's people who still have another role.

    An owner might not expect it, and has to end those roles separately.
    """
    inside = others_inside(business, consultancy)
    message = (
        gettext(
            "%(consultancy)s no longer has access. You can let them in again for 14 days. "
            "These people can still see this business in another role: %(people)s."
        )
        if inside
        else gettext(
            "%(consultancy)s can no longer see this business. You can let them in again for 14 "
            "days."
        )
    )
    return message % {"consultancy": consultancy, "people": ", ".join(map(str, inside))}


def ask_first(
    request: SignedInRequest, business: Business, leaving: Leaving, facts: dict[str, Any]
) -> HttpResponse:
    doors = open_doors(business, leaving, timezone.now())
    facts |= {
        "business": business,
        "here": "team",
        "doors": door_lines(doors),
        "movable": door_lines([found for found in doors if found.can_move]),
    }
    return render(request, "parties/settings/end_access.html", facts)


def keeps(request: SignedInRequest) -> bool:
    """Return whether the owner takes over the helpers' links and the shared results."""
    return request.POST.get("doors") == KEEP


@members(Capability.MANAGE)
@require_POST
@signed_in_lately
def undo_departure(request: SignedInRequest, business: Business) -> HttpResponse:
    departures = business.departures.select_related("person", "engagement__consultancy", "business")
    departure: Departure = get_object_or_404(departures, pk=posted_pk(request, "departure"))
    try:
        services.undo_departure(departure=departure, by=request.user, at=timezone.now())
    except services.CannotUndo:
        messages.warning(
            request, gettext("This can no longer be undone. Invite the person again if you like.")
        )
    else:
        message = (
            gettext("%(person)s has access again. Their links stay turned off.")
            if departure.engagement_id
            else gettext("%(person)s has access again, with the links that had been turned off.")
        )
        messages.success(request, message % {"person": departure.who})
    if departure.engagement_id:
        return redirect("access", business.slug)
    return redirect_at("people", "team", business.slug)


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end_return(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask for confirmation before somebody who deleted their account loses access for good."""
    departures = business.departures.filter(cause=Cause.ACCOUNT).select_related("person")
    departure: Departure = get_object_or_404(departures, pk=posted_pk(request, "departure"))
    now = timezone.now()
    if request.method != "POST" and departures.can_return(now).filter(pk=departure.pk).exists():
        facts = {"business": business, "here": "team", "departure": departure}
        return render(request, "parties/settings/end_return.html", facts)
    if request.method == "POST" and services.end_return(
        departure=departure, by=request.user, at=now
    ):
        message = gettext("%(person)s can now come back only if you invite them again.")
        messages.success(request, message % {"person": departure.who})
    else:
        messages.info(request, gettext("This account isn’t being deleted any more."))
    return redirect_at("people", "team", business.slug)
