"""The page for a practice's branding, with a preview of each edition."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from assessment.consulting.branding.forms import LOGOS, BrandForm
from assessment.consulting.branding.presenters import BrandPreview, preview_styles
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.parsing.edits import EditedMeanwhile, mark
from assessment.parties.access.rules import PracticeCapability, may_in_practice, practice_members
from assessment.parties.consultancies import services
from assessment.parties.consultancies.models import Brand, Consultancy, ConsultancyMember
from assessment.parties.consultancies.queries import brand_of


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_branding(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the branding of a practice, which its admins can try out and change."""
    if request.method != "POST":
        return page(request, member, BrandForm(brand=brand_of(member.consultancy)))
    if not may_in_practice(member, PracticeCapability.MANAGE):
        raise PermissionDenied
    if "preview" in request.POST:
        return preview(request, member)
    if "remove" in request.POST:
        return remove_logo(request, member)
    return save(request, member)


def save(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    consultancy = member.consultancy
    form = BrandForm(request.POST, request.FILES, brand=brand_of(consultancy))
    if not form.is_valid():
        return page(request, member, form)
    try:
        services.change_brand(
            consultancy=consultancy, edit=form.edit(), by=request.user, at=timezone.now()
        )
    except EditedMeanwhile as meanwhile:
        form.let_choose(meanwhile, services.brand_values(brand_now(consultancy)))
        return page(request, member, form, brand_now(consultancy), status=409)
    messages.success(request, gettext("Saved. New reports will use this branding."))
    return redirect_at("save", "practice_branding", consultancy.slug)


def preview(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show what was sent as it would look, and store nothing."""
    brand = brand_of(member.consultancy)
    form = BrandForm(request.POST, request.FILES, brand=brand)
    wait = brakes.count(Counted.PREVIEW, Scope.ACCOUNT, str(request.user.pk), at=timezone.now())
    if wait:
        messages.warning(request, too_many_previews(wait))
        return page(request, member, form, status=429)
    if not form.is_valid():
        return page(request, member, form)
    if form.has_new_logo:
        messages.info(
            request, gettext("Your logo is only in the preview. Choose its file again to save it.")
        )
    tried = Brand(
        consultancy=member.consultancy, **{**services.brand_values(brand), **form.values()}
    )
    return page(request, member, form, tried)


def too_many_previews(seconds: int) -> str:
    return ngettext(
        "That was a lot of previews. Try again in %(count)s second.",
        "That was a lot of previews. Try again in %(count)s seconds.",
        seconds,
    ) % {"count": seconds}


def brand_now(consultancy: Consultancy) -> Brand:
    """Return the branding as it is stored now; it may have changed a moment ago."""
    return brand_of(Consultancy.objects.select_related("brand").get(pk=consultancy.pk))


def remove_logo(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Remove a logo that the page showed; another one that was saved since stays."""
    consultancy = member.consultancy
    brand, which = brand_of(consultancy), request.POST["remove"]
    if which not in LOGOS:
        return redirect_at("save", "practice_branding", consultancy.slug)
    seen = request.POST.get("seen", mark(bytes(getattr(brand, which))))
    try:
        services.remove_logo(
            consultancy=consultancy, which=which, seen=seen, by=request.user, at=timezone.now()
        )
    except EditedMeanwhile:
        messages.error(request, gettext("The logo was changed in the meantime, so it stays."))
        now = brand_now(consultancy)
        return page(request, member, BrandForm(brand=now), now, status=409)
    messages.success(request, gettext("Logo removed. New reports come without it."))
    return redirect_at("save", "practice_branding", consultancy.slug)


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    form: BrandForm,
    brand: Brand | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the form beside a preview of this brand, or of the stored one."""
    stored = brand_of(member.consultancy)
    facts = {
        "form": form,
        "member": member,
        "consultancy": member.consultancy,
        "here": "branding",
        "may_change": may_in_practice(member, PracticeCapability.MANAGE),
        "is_saved": brand is None or brand.pk is not None,
        "logo_marks": [
            (name, form.fields[name].label, mark(bytes(getattr(stored, name))))
            for name in LOGOS
            if getattr(stored, name)
        ],
        "preview": BrandPreview(
            practice=member.consultancy.slug,
            name=member.consultancy.name,
            brand=brand or stored,
        ),
    }
    return render(request, "consulting/branding/branding.html", facts, status=status)


@practice_members(PracticeCapability.WORK)
@require_safe
@cache_control(private=True, max_age=3600)
def preview_css(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:  # noqa: ARG001
    """Send the styles of a previewed page."""
    return HttpResponse(preview_styles(request.GET), content_type="text/css; charset=utf-8")
