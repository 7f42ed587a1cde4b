"""The page that asks which of the businesses made before an address was proven are the reader's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.formatting.dates import day
from assessment.parties.access.queries import unproven_memberships
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Membership
from assessment.parties.settings.views.people import posted_pk


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: SignedInRequest) -> HttpResponse:
    """Ask about one business after another, and then redirect to the next page."""
    memberships = unproven_memberships(request.user)
    if request.method == "POST":
        decide(request, get_object_or_404(memberships, pk=posted_pk(request, "membership")))
        return redirect("claims" if memberships.exists() else next_page(request))
    return render(request, "parties/settings/claims.html", {"memberships": memberships})


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
