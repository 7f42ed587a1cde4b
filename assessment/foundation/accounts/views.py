"""The profile page; allauth serves the rest of /account/."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts import services
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.accounts.forms import ProfileForm
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.parsing.edits import EditedMeanwhile


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change the profile, with links to address, reminders and sessions."""
    # A fresh copy, because validating a ModelForm changes its instance. A form with errors must
    # not change the name or theme of `request.user` on this page.
    person = User.objects.get(pk=request.user.pk)
    stored = services.profile_values(person)
    form = ProfileForm(request.POST or None, instance=person, stored=stored)
    if request.method == "POST" and form.is_valid() and changed(request, form):
        messages.success(request, gettext("Saved. This applies on all your devices."))
        return redirect_at("save", "profile")
    facts = {"form": form, "verified": address_is_verified(request.user)}
    status = 409 if form.clashes else 200
    return render(request, "account/profile.html", facts, status=status)


def changed(request: SignedInRequest, form: ProfileForm) -> bool:
    """Save the profile and return True, or let the form ask about what was changed twice."""
    try:
        services.change_profile(user=request.user, edit=form.edit(), at=timezone.now())
    except EditedMeanwhile as meanwhile:
        now = User.objects.get(pk=request.user.pk)
        form.let_choose(meanwhile, services.profile_values(now))
        return False
    return True
