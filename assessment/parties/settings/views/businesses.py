"""The page after sign-in, set-up, and the settings of a business."""

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.parties.access.queries import (
    archived_businesses,
    businesses_of,
    owned_businesses,
    waiting_for_set_up,
)
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.queries import practices_of
from assessment.parties.settings.forms.businesses import (
    DescriptionForm,
    NamedDescriptionForm,
    SettingsForm,
)
from assessment.parties.settings.presenters import what_changes


@signed_in
@require_safe
def businesses(request: SignedInRequest) -> HttpResponse:
    """List the user's businesses and practices, or redirect if there is nothing to choose.

    `?all` lists even a single one, so that a second can be added.
    """
    seen, archived = list(businesses_of(request.user)), list(archived_businesses(request.user))
    practices = list(practices_of(request.user))
    if any(one.unproven for one in seen) or any(one.unproven for one in practices):
        return redirect("claims")
    if len(seen) + len(practices) > 1 or archived or "all" in request.GET:
        facts = {"businesses": seen, "practices": practices, "archived": archived}
        return render(request, "parties/settings/businesses.html", facts)
    if practices:
        return redirect("portfolio", practices[0].consultancy.slug)
    if not seen or (seen[0].role_of_viewer == Role.OWNER and not seen[0].set_up_at):
        return redirect("set_up")
    return redirect("business", seen[0].slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: SignedInRequest) -> HttpResponse:
    """Describe the business still to be set up, or create a new one."""
    business = business_to_set_up(request)
    if business and "skip" in request.POST:
        services.skip_set_up(business=business, at=timezone.now())
        return redirect("check", business.slug)
    form_type = DescriptionForm if business else NamedDescriptionForm
    form = form_type(
        request.POST or None,
        business=business,
        quarter=quarter_here(business),
        asked=request.GET,
    )
    facts = {"form": form, "business": business}
    if request.method == "POST" and form.is_valid() and may_found(request, form, business):
        kept = keep(request, form, business)
        if kept is None:
            return render(request, "parties/settings/set_up.html", facts, status=409)
        described, said = kept
        set_up = set_up_said(described, what_changes(form.circumstances).examples)
        tell(request, f"{set_up} {said}".rstrip())
        return redirect("check", described.slug)
    return render(request, "parties/settings/set_up.html", facts)


def set_up_said(business: Business, examples: int) -> str:
    """Say that a business is set up, and how many questions come with examples for it."""
    said = gettext("%(business)s is set up. This is your first check.") % {"business": business}
    if not examples:
        return said
    more = ngettext(
        "%(number)s question comes with examples that fit you.",
        "%(number)s questions come with examples that fit you.",
        examples,
    ) % {"number": examples}
    return f"{said} {more}"


def business_to_set_up(request: SignedInRequest) -> Business | None:
    """Return the business to set up.

    The form names its business. Otherwise submitting it twice would create a second one, because
    after the first time no business is waiting for set-up.
    """
    if slug := request.POST.get("business"):
        # PostgreSQL raises an error for a NUL character, so malformed slugs must not reach it.
        if not slug_re.match(slug):
            raise Http404
        return get_object_or_404(owned_businesses(request.user), slug=slug)
    return waiting_for_set_up(request.user)


def may_found(request: SignedInRequest, form: DescriptionForm, business: Business | None) -> bool:
    """Return False, and say so, if somebody creates one business after another."""
    subject, now = str(request.user.pk), timezone.now()
    if business or not brakes.count(Counted.FOUNDING, Scope.ACCOUNT, subject, at=now):
        return True
    form.add_error("name", gettext("You’ve created many businesses today. Try again tomorrow."))
    return False


def keep(
    request: SignedInRequest, form: DescriptionForm, business: Business | None
) -> tuple[Business, str] | None:
    """Save the description, and return the business and what to say about its open check.

    Returns None if the form asks about what was changed in the meantime.
    """
    now = timezone.now()
    if business is None:
        name = form.cleaned_data["name"]
        business = services.found_business(name=name, by=request.user, at=now)
        services.edit_business(business=business, edit=form.description(), by=request.user, at=now)
        return business, ""
    said = edited(request, form, business)
    return None if said is None else (business, said)


def edited(request: SignedInRequest, form: DescriptionForm, business: Business) -> str | None:
    """Save the changes and return what to say about the open check, if anything.

    Returns None if the form asks about changes that were made twice.
    """
    try:
        return services.edit_business(
            business=business, edit=form.edit(), by=request.user, at=timezone.now()
        )
    except EditedMeanwhile as meanwhile:
        business.refresh_from_db()
        form.let_choose(meanwhile, services.editable_values(business))
        return None


def quarter_here(business: Business | None) -> Quarter:
    """Return the current quarter, for which the form asks for hours and money."""
    if business is None:
        return Quarter.containing(timezone.localdate())
    return Quarter.containing(business.day(timezone.now()), business.first_month)


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def business_settings(request: SignedInRequest, business: Business) -> HttpResponse:
    form = SettingsForm(
        request.POST or None,
        business=business,
        quarter=quarter_here(business),
        asked=request.GET,
    )
    if request.method == "POST" and form.is_valid():
        said = edited(request, form, business)
        if said is not None:
            saved = gettext("Saved. New plans and reports will use these settings.")
            messages.success(request, f"{saved} {said}".rstrip())
            return redirect_at("save", "business_settings", business.slug)
    facts = {"form": form, "business": business, "here": "settings"}
    status = 409 if form.clashes else 200
    return render(request, "parties/settings/settings.html", facts, status=status)
