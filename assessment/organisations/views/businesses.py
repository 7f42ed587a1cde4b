"""Where sign-in lands; setting a business up and changing what was said."""

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.organisations import actions
from assessment.organisations.access import Capability, members
from assessment.organisations.forms import DescriptionForm, NamedDescriptionForm, SettingsForm
from assessment.organisations.models import Business, Role
from assessment.organisations.queries import businesses_of, waiting_for_set_up


@signed_in
@require_safe
def businesses(request: SignedInRequest) -> HttpResponse:
    """Straight on where there is nothing to choose."""
    seen = list(businesses_of(request.user))
    if len(seen) > 1:
        return render(request, "organisations/businesses.html", {"businesses": seen})
    if not seen or (seen[0].role_of_viewer == Role.OWNER and not seen[0].set_up_at):
        return redirect("set_up")
    return redirect("business", seen[0].slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: SignedInRequest) -> HttpResponse:
    """A few words about a business: the one waiting for them, or else a new one."""
    business = business_to_set_up(request)
    if business and "skip" in request.POST:
        actions.skip_set_up(business=business, at=timezone.now())
        return redirect("check", business.slug)
    form_type = DescriptionForm if business else NamedDescriptionForm
    form = form_type(request.POST or None, business=business, quarter=quarter_here(business))
    if request.method == "POST" and form.is_valid():
        return redirect("check", keep(request, form, business).slug)
    return render(request, "organisations/set_up.html", {"form": form, "business": business})


def business_to_set_up(request: SignedInRequest) -> Business | None:
    """The form names its business, so that sending it twice changes one business twice."""
    if slug := request.POST.get("business"):
        if not slug_re.match(slug):
            raise Http404
        return get_object_or_404(Business.objects.owned_by(request.user), slug=slug)
    return waiting_for_set_up(request.user)


def keep(request: SignedInRequest, form: DescriptionForm, business: Business | None) -> Business:
    now = timezone.now()
    if business is None:
        name = form.cleaned_data["name"]
        business = actions.found_business(name=name, by=request.user, at=now)
    actions.describe_business(business=business, words=form.description(), at=now)
    return business


def quarter_here(business: Business | None) -> Quarter:
    """The months that hours and money are asked for."""
    if business is None:
        return Quarter.containing(timezone.localdate())
    return Quarter.containing(business.day(timezone.now()), business.first_month)


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def business_settings(request: SignedInRequest, business: Business) -> HttpResponse:
    form = SettingsForm(request.POST or None, business=business, quarter=quarter_here(business))
    if request.method == "POST" and form.is_valid():
        actions.rename_business(business=business, name=form.cleaned_data["name"])
        actions.describe_business(business=business, words=form.description(), at=timezone.now())
        actions.set_calendar(business=business, calendar=form.calendar())
        messages.success(request, gettext("Saved. New plans and reports use this."))
        return redirect("business_settings", business.slug)
    facts = {"form": form, "business": business, "here": "settings"}
    return render(request, "organisations/settings.html", facts)
