"""Open the shared screen in this browser, or on another device with a code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import CodeForm
from assessment.consulting.sessions.queries import SessionNow
from assessment.consulting.sessions.views.finding import holds_sessions, pane_url, while_on
from assessment.consulting.sessions.views.screen import secret
from assessment.foundation.accounts.access import SignedInRequest, public
from assessment.foundation.links.one_time_secret import carry_over
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

CODE = "screen-code"
"""The name under which a new code is shown once, in the browser that asked for it."""


@holds_sessions
@require_POST
@while_on
def session_screen(
    request: SignedInRequest,
    member: ConsultancyMember,  # noqa: ARG001 - every view of a session takes it
    business: Business,
    now: SessionNow,
) -> HttpResponse:
    """Open the shared screen in this browser, or make a code for another device."""
    at = timezone.now()
    if "code" not in request.POST:
        token = services.open_screen(session=now.session, by=request.user, at=at)
        return redirect("screen", token)
    code = services.make_code(session=now.session, by=request.user, at=at)
    response = pane_url(now.session, business)
    carry_over(response, CODE, code)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def screen_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a session, and open its shared screen on this device."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            token = services.enter_code(code=code, at=timezone.now())
        except services.UnknownCode:
            form.refuse()
        else:
            return redirect("screen", token)
    status = 422 if form.is_bound else 200
    return secret(render(request, "consulting/sessions/code.html", {"form": form}, status=status))
