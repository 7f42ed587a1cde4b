"""The profile page; allauth serves the rest of /account/."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts import services
from assessment.foundation.accounts.access import SignedInRequest, signed_in
from assessment.foundation.accounts.forms import ProfileForm
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change the profile, with links to address, reminders and sessions."""
    # A fresh copy, because validating a ModelForm changes its instance. A form with errors must
    # not change the name or theme of `request.user` on this page.
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        services.change_profile(user=request.user, **form.cleaned_data)
        messages.success(request, gettext("Saved. This applies on all your devices."))
        return redirect("profile")
    return render(
        request,
        "account/profile.html",
        {"form": form, "verified": address_is_verified(request.user)},
    )
