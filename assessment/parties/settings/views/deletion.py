"""Delete a business or an account after asking, and undo it within 30 days."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.access import SignedInRequest, signed_in, signed_in_lately
from assessment.foundation.formatting.dates import day_in_year
from assessment.parties.access.rules import Capability, may, members, members_of_archived
from assessment.parties.businesses import services as business_services
from assessment.parties.businesses.models import Business
from assessment.parties.departures import services
from assessment.parties.departures.queries import leaving_with
from assessment.parties.settings.forms.deletion import address_form, business_name_form


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_business(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what is deleted, with the export first; a POST with the name deletes it."""
    form = business_name_form(request.POST if request.method == "POST" else None, business)
    if form.is_valid():
        business_services.delete_business(business=business, by=request.user, at=timezone.now())
        return redirect("deleted_business", business.slug)
    facts = {
        "form": form,
        "business": business,
        "here": "settings",
        "until": timezone.now() + RESTORABLE_FOR,
        "others": business.memberships.exclude(user=request.user).count(),
    }
    return render(request, "parties/settings/delete_business.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@members_of_archived
def deleted_business(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say who deleted the business and until when; an owner's POST restores it."""
    manages = may(business, Capability.MANAGE)
    if request.method == "POST":
        if not manages:
            raise PermissionDenied
        if business_services.restore_business(
            business=business, by=request.user, at=timezone.now()
        ):
            message = gettext("%(business)s is back, with everything that was in it.")
            messages.success(request, message % {"business": business})
            return redirect("business", business.slug)
        messages.warning(request, gettext("The 30 days are over. It can no longer be restored."))
        return redirect("businesses")
    facts = {"business": business, "manages": manages}
    return render(request, "parties/settings/deleted_business.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_lately
def delete_account(request: SignedInRequest) -> HttpResponse:
    """Show what goes with the account; a POST with the address closes it."""
    form = address_form(request.POST if request.method == "POST" else None, request.user)
    if form.is_valid():
        return close_account(request)
    facts = {
        "form": form,
        "leaving": leaving_with(request.user),
        "until": timezone.now() + RESTORABLE_FOR,
    }
    return render(request, "parties/settings/delete_account.html", facts)


def close_account(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    try:
        services.close_account(user=request.user, at=now)
    except services.StillNeeded:
        # The page names the businesses that need another owner first.
        return redirect("delete_account")
    logout(request)
    message = gettext(
        "Your account is closed and will be deleted on %(day)s. To keep it, sign in before then."
    )
    messages.success(
        request, message % {"day": day_in_year(timezone.localtime(now + RESTORABLE_FOR))}
    )
    return redirect("home")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def closing_account(request: SignedInRequest) -> HttpResponse:
    """Offer to keep an account that is about to be deleted: its only page until then."""
    if request.user.deletion_asked_at is None:
        return redirect("profile")
    if request.method == "POST":
        services.keep_account(user=request.user, at=timezone.now())
        messages.success(request, gettext("We’ve kept your account. Everything is as it was."))
        return redirect("businesses")
    return render(request, "parties/settings/closing_account.html", {})
