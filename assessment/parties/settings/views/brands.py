"""The page for a consulting firm's report branding."""

from base64 import b64encode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.formatting.logos import look_of
from assessment.foundation.parsing.edits import EditedMeanwhile, mark
from assessment.parties.access.rules import (
    PracticeCapability,
    may_in_practice,
    practice_members,
)
from assessment.parties.consultancies import services
from assessment.parties.consultancies.models import Brand, Consultancy, ConsultancyMember
from assessment.parties.consultancies.queries import brand_of
from assessment.parties.settings.forms.brands import BrandForm

WHY_NOT = {
    services.Unusable.NO_PICTURE: _(
        "We can’t read this file as an image. Save your logo as a PNG, JPEG or WebP."
    ),
    services.Unusable.DRAWING: _(
        "This is an SVG, which can contain code, so we don’t accept it. Save your logo as a PNG."
    ),
    services.Unusable.TOO_LARGE: _(
        "This image has more than 16 million pixels. Save a smaller one: 600 pixels on the longer "
        "side are enough."
    ),
    services.Unusable.MOVES: _("This image is animated. Save a still version as a PNG."),
}


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_branding(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the branding of a practice, which its admins can change."""
    consultancy = member.consultancy
    if request.method == "POST" and not may_in_practice(member, PracticeCapability.MANAGE):
        raise PermissionDenied
    brand = brand_of(consultancy)
    sent = request.method == "POST"
    if sent and "remove" in request.POST:
        return remove_logo(request, consultancy, brand)
    data, files = (request.POST, request.FILES) if sent else (None, None)
    form = BrandForm(data, files, brand=brand)
    try:
        if form.is_valid() and keep(request, form, consultancy):
            messages.success(request, gettext("Saved. New reports will use this branding."))
            return redirect_at("save", "practice_branding", consultancy.slug)
    except EditedMeanwhile as meanwhile:
        form.let_choose(meanwhile, services.brand_values(brand_now(consultancy)))
        return page(request, form, brand_now(consultancy), status=409)
    return page(request, form, brand)


def brand_now(consultancy: Consultancy) -> Brand:
    """Return the branding as it is stored now; it may have changed a moment ago."""
    return brand_of(Consultancy.objects.select_related("brand").get(pk=consultancy.pk))


def remove_logo(request: SignedInRequest, consultancy: Consultancy, brand: Brand) -> HttpResponse:
    """Remove the logo that the page showed; another one that was saved since stays."""
    seen = request.POST.get("seen", mark(bytes(brand.logo)))
    try:
        services.remove_logo(consultancy=consultancy, seen=seen, by=request.user, at=timezone.now())
    except EditedMeanwhile:
        messages.error(request, gettext("The logo was changed in the meantime, so it stays."))
        now = brand_now(consultancy)
        return page(request, BrandForm(brand=now), now, status=409)
    messages.success(request, gettext("Logo removed. Your cover now shows only your name."))
    return redirect_at("save", "practice_branding", consultancy.slug)


def page(
    request: SignedInRequest, form: BrandForm, brand: Brand, *, status: int = 200
) -> HttpResponse:
    facts = {
        "form": form,
        "consultancy": brand.consultancy,
        "here": "branding",
        "brand": brand,
        "logo": as_data_url(brand),
        "logo_mark": mark(bytes(brand.logo)),
        "look": look_of(bytes(brand.logo)),
    }
    return render(request, "parties/settings/branding.html", facts, status=status)


def keep(request: SignedInRequest, form: BrandForm, consultancy: Consultancy) -> bool:
    """Save the branding and return True; if the logo is unusable, add a form error instead."""
    try:
        services.change_brand(
            consultancy=consultancy, edit=form.edit(), by=request.user, at=timezone.now()
        )
    except services.UnusableLogo as unusable:
        form.add_error("logo", WHY_NOT[unusable.why])
        return False
    return True


def as_data_url(brand: Brand) -> str:
    """Return the logo as a data URL, because it has no public URL of its own."""
    if not brand.logo:
        return ""
    return f"data:image/png;base64,{b64encode(brand.logo).decode()}"
