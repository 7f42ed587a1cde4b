"""A person's practices: choosing one, beginning one, and its settings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.second_step.queries import has_second_step
from assessment.parties.access.rules import (
    PracticeCapability,
    may_in_practice,
    practice_members,
)
from assessment.parties.consultancies import services
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.consultancies.queries import practices_of
from assessment.parties.settings.forms.practices import (
    MailsForm,
    PracticeForm,
    PracticeSettingsForm,
)

SHORT_FORMS = {
    "branding": "practice_branding",
    "clients/new": "add_client",
    "compare": "compare",
    "people": "practice_people",
    "settings": "practice_settings",
}
"""The pages that `/practice/<word>/` leads to: the word, and the name of the page's URL."""


@signed_in
@require_safe
def practice_home(request: SignedInRequest, page: str = "") -> HttpResponse:
    """Lead to a page of the only practice, or let the person choose between several or begin."""
    practices = list(practices_of(request.user))
    name = SHORT_FORMS.get(page, "portfolio")
    if len(practices) == 1:
        return redirect(name, practices[0].consultancy.slug)
    if not practices:
        return redirect("begin_practice")
    facts = {"practices": practices, "page": name}
    return render(request, "parties/practice/choose.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin_practice(request: SignedInRequest) -> HttpResponse:
    """Ask for the name of a new practice, and create it."""
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and may_found(request, form):
        consultancy = services.found_consultancy(
            name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        )
        message = gettext("%(practice)s is set up. Here is your first day.")
        messages.success(request, message % {"practice": consultancy})
        return redirect("portfolio", consultancy.slug)
    return render(request, "parties/practice/begin.html", {"form": form})


def may_found(request: SignedInRequest, form: PracticeForm) -> bool:
    """Return False, and say so, if somebody creates one practice after another."""
    subject, now = str(request.user.pk), timezone.now()
    if not brakes.count(Counted.FOUNDING, Scope.ACCOUNT, subject, at=now):
        return True
    form.add_error("name", gettext("You’ve created many practices today. Try again tomorrow."))
    return False


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_settings(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the settings of a practice, which its admins can change."""
    consultancy, sent = member.consultancy, request.method == "POST"
    if sent and not may_in_practice(member, PracticeCapability.MANAGE):
        raise PermissionDenied
    form = PracticeSettingsForm(request.POST if sent else None, consultancy=consultancy)
    if form.is_valid():
        try:
            services.edit_consultancy(
                consultancy=consultancy, edit=form.edit(), by=request.user, at=timezone.now()
            )
        except EditedMeanwhile as meanwhile:
            consultancy.refresh_from_db()
            form.let_choose(meanwhile, services.consultancy_values(consultancy))
        else:
            messages.success(request, gettext("Saved. This applies to everybody in the practice."))
            return redirect_at("save", "practice_settings", consultancy.slug)
    return settings_page(request, member, form)


def settings_page(
    request: SignedInRequest, member: ConsultancyMember, form: PracticeSettingsForm
) -> HttpResponse:
    facts = {
        "member": member,
        "consultancy": member.consultancy,
        "here": "settings",
        "form": form,
        "mails": MailsForm(member=member),
        "manages": may_in_practice(member, PracticeCapability.MANAGE),
        "has_second_step": has_second_step(request.user),
    }
    status = 409 if form.clashes else 200
    return render(request, "parties/practice/settings.html", facts, status=status)


@practice_members(PracticeCapability.WORK)
@require_POST
def practice_mails(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Save which emails about clients this person wants."""
    form = MailsForm(request.POST, member=member)
    if form.is_valid():
        services.choose_mails(member=member, wanted=form.cleaned_data["mails"])
        messages.success(request, gettext("Saved. We’ll only send the emails you’ve ticked."))
    else:
        messages.error(request, gettext("Choose from the emails in the list."))
    return redirect_at("emails", "practice_settings", member.consultancy.slug)
