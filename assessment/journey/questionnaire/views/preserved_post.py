"""Keep an answer that arrives after the session has ended, until the sender signs in again."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from assessment.foundation.accounts.access import RuledView, with_access_rule
from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.services import count

KEPT = "kept_answer"
LONGEST_KEPT = 50_000
"""The most characters to keep, so that the session stays small."""


class AnonymousRequest(HttpRequest):
    """A request that has not passed an access rule, so its user may not be signed in."""

    htmx: HtmxDetails


def keep_answer(view: RuledView) -> RuledView:
    """Keep a signed-out POST in the session while the sender signs in.

    An htmx request gets a 401 with a sign-in link. It would follow a redirect unnoticed and put
    the sign-in page in place of the fragment.
    """

    @wraps(view)
    def kept(request: AnonymousRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return _sign_in_first(request)
        return view(request, *args, **kwargs)

    # The sign-in middleware would redirect before the wrapper could keep the answer. The view
    # itself still checks its access rule.
    ruled = with_access_rule(login_not_required(kept), view.access_rule)
    vars(ruled)["keeps_answers"] = True
    return ruled


def _sign_in_first(request: AnonymousRequest) -> HttpResponse:
    # Field names start with the code of a practice and a hyphen, which leaves out the CSRF token.
    posted = {key: value for key, value in request.POST.items() if "-" in key}
    if sum(map(len, posted.values())) <= LONGEST_KEPT and _may_keep(request):
        request.session[KEPT] = {"path": request.path, "posted": posted}
    if request.htmx:
        way_back = urlencode({"next": request.get_full_path()})
        context = {"sign_in_url": f"{reverse(settings.LOGIN_URL)}?{way_back}"}
        return render(request, "journey/questionnaire/_signed_out.html", context, status=401)
    return redirect_to_login(request.get_full_path())


def _may_keep(request: HttpRequest) -> bool:
    """Keep only what comes from a browser that has signed in before, and not too often."""
    device = Device.of(request)
    if not device.is_known:
        return False
    return not count(Counted.KEPT_ANSWER, Scope.DEVICE, device.name, at=timezone.now())


def kept_answer(request: HttpRequest) -> dict[str, str]:
    """Return what was posted to this page while signed out, by field name; may be empty."""
    waiting = request.session.get(KEPT)
    if not waiting or waiting["path"] != request.path:
        return {}
    kept: dict[str, str] = waiting["posted"]
    return kept


def forget_kept_answer(request: HttpRequest) -> None:
    """Delete what was kept for this page, but not what was kept for another page."""
    if kept_answer(request):
        del request.session[KEPT]
