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

from assessment.accounts.access import RuledView

KEPT = "kept_answer"
LONGEST_KEPT = 50_000


def keep_answer(view: RuledView) -> RuledView:
    """Let a signed-out POST wait in the session while its sender signs in.

    A page's own script is told so with 401 instead of being sent to the sign-in page.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return _sign_in_first(request)
        return view(request, *args, **kwargs)

    return login_not_required(kept)  # type: ignore[return-value] - `wraps` carries the rule over


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    posted = {key: value for key, value in request.POST.items() if "-" in key}
    if sum(map(len, posted.values())) <= LONGEST_KEPT:
        request.session[KEPT] = {"path": request.path, "posted": posted}
    if request.htmx:  # type: ignore[attr-defined]
        context = {
            "sign_in_url": f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
        }
        return render(request, "answering/_signed_out.html", context, status=401)
    return redirect_to_login(request.path)


def kept_answer(request: HttpRequest) -> dict[str, str]:
    """What was posted to this page while signed out, by field name; empty for nothing."""
    waiting = request.session.get(KEPT)
    if not waiting or waiting["path"] != request.path:
        return {}
    kept: dict[str, str] = waiting["posted"]
    return kept


def forget_kept_answer(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
