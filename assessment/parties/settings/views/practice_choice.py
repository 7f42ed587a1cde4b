"""The page that asks a consultant of several practices on whose behalf they work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.on_behalf import chosen_key, practices_open_to
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_practice(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask which practice's name goes on reports and links, and remember it in the session."""
    firms = practices_open_to(request, business)
    back = way_back(request, business)
    if len(firms) < 2:  # noqa: PLR2004 - a choice takes two
        return redirect(back)
    chosen = request.session.get(chosen_key(business))
    if request.method == "POST":
        chosen = next((f.pk for f in firms if f.slug == request.POST.get("practice")), None)
        if chosen:
            request.session[chosen_key(business)] = chosen
            return redirect(back)
        messages.error(request, gettext("Choose the practice that you work for here."))
    facts = {"business": business, "here": "reports", "firms": firms, "back": back}
    return render(request, "parties/settings/choose_practice.html", {**facts, "chosen": chosen})


def way_back(request: SignedInRequest, business: Business) -> str:
    """Return the page that asked, or the reports of the business."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("reports", args=[business.slug])
