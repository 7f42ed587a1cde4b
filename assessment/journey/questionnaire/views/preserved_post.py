"""An answer sent after the session ended is kept until its sender has signed in again."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from assessment.foundation.accounts.access import RuledView, with_access_rule

KEPT = "kept_answer"
LONGEST_KEPT = 50_000


class AnybodysRequest(HttpRequest):
    """A request from whom no access rule has stopped yet."""

    htmx: HtmxDetails


def keep_answer(view: RuledView) -> RuledView:
    """Let a signed-out POST wait in the session while its sender signs in.

    A page's own script is told so with 401 instead of being sent to the sign-in page.
    """

    @wraps(view)
    def kept(request: AnybodysRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return _sign_in_first(request)
        return view(request, *args, **kwargs)

    return with_access_rule(login_not_required(kept), view.access_rule)


def _sign_in_first(request: AnybodysRequest) -> HttpResponse:
    posted = {key: value for key, value in request.POST.items() if "-" in key}
    if sum(map(len, posted.values())) <= LONGEST_KEPT:
        request.session[KEPT] = {"path": request.path, "posted": posted}
    if request.htmx:
        context = {
            "sign_in_url": f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
        }
        return render(request, "journey/questionnaire/_signed_out.html", context, status=401)
    return redirect_to_login(request.path)


def kept_answer(request: HttpRequest) -> dict[str, str]:
    """What was posted to this page while signed out, by field name; empty for nothing."""
    waiting = request.session.get(KEPT)
    if not waiting or waiting["path"] != request.path:
        return {}
    kept: dict[str, str] = waiting["posted"]
    return kept


def forget_kept_answer(request: HttpRequest) -> None:
    """What waits for another page goes on waiting."""
    if kept_answer(request):
        del request.session[KEPT]
