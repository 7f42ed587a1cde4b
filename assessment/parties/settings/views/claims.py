"""The page that asks whether what was made before an address was proven is the reader's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.formatting.dates import day
from assessment.parties.access.queries import (
    has_unproven_places,
    unproven_memberships,
    unproven_practices,
)
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Membership
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.consultancies.services import claim_consultancy
from assessment.parties.departures.services import close_consultancy
from assessment.parties.settings.views.people import posted_pk


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: SignedInRequest) -> HttpResponse:
    """Ask about one business or practice after another, and then redirect to the next page."""
    memberships, practices = unproven_memberships(request.user), unproven_practices(request.user)
    if request.method == "POST":
        if "practice" in request.POST:
            member = get_object_or_404(practices, pk=posted_pk(request, "practice"))
            decide_about_practice(request, member)
        else:
            decide(request, get_object_or_404(memberships, pk=posted_pk(request, "membership")))
        return redirect("claims" if has_unproven_places(request.user) else next_page(request))
    facts = {"memberships": memberships, "practices": practices}
    return render(request, "parties/settings/claims.html", facts)


def decide_about_practice(request: SignedInRequest, member: ConsultancyMember) -> None:
    practice = member.consultancy
    if request.POST.get("mine") == "yes":
        claim_consultancy(member=member)
        message = gettext("%(business)s is yours, with everything in it.")
    else:
        close_consultancy(consultancy=practice, by=request.user, at=timezone.now())
        message = gettext("%(business)s is deleted.")
    messages.success(request, message % {"business": practice})


def decide(request: SignedInRequest, membership: Membership) -> None:
    now, business = timezone.now(), membership.business
    if request.POST.get("mine") == "yes":
        services.claim_business(membership=membership, by=request.user, at=now)
        message = gettext("%(business)s is yours, with everything in it.")
        messages.success(request, message % {"business": business})
        return
    services.set_business_aside(membership=membership, by=request.user, at=now)
    message = gettext(
        "%(business)s is set aside. You can bring it back until %(day)s, under Your businesses."
    )
    until = day(timezone.localtime(now + RESTORABLE_FOR))
    messages.success(request, message % {"business": business, "day": until})


def next_page(request: SignedInRequest) -> str:
    """Return the page after the last answer: a new password, if the old one was ended."""
    return "businesses" if request.user.has_usable_password() else "account_set_password"
