"""Refuse malformed requests, and keep private pages private."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic, thread_time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.foundation.accounts.access import page_of_form
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.brakes import services as brakes
from assessment.foundation.brakes.cpu import cpu_budget
from assessment.foundation.brakes.devices import Device
from assessment.foundation.brakes.limits import (
    FORMS,
    NO_CHANGES,
    STORED_WHEN_OPENED,
    Counted,
    Scope,
)
from assessment.foundation.brakes.sources import network, source_of, subjects_of
from assessment.foundation.parsing.typed_forms import lead_on, typed_on_our_page
from assessment.foundation.second_step.queries import has_second_step, where_to_confirm
from cxsite.outdated_forms import offer_again, too_many_requests

Handler = Callable[[HttpRequest], HttpResponse]

ENCODED_NUL = b"%00"
SHARED = ("/c/", "/p/", "/s/")
CLOSING = frozenset(
    {
        *("closing_account", "account_json", "account_reauthenticate"),
        *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    }
)
"""The pages that stay open to people whose account is about to be deleted; sign-out is public."""
WORTH_COUNTING = 1_000
"""Forms are counted from this many bytes: smaller ones have no long text and no file."""
HEALTH_CHECKS = frozenset({"/livez", "/readyz"})


def refuse_odd_requests(get_response: Handler) -> Handler:
    """Refuse TRACE, NUL bytes and truncated request bodies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"TRACE", "TRACK", "CONNECT"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST", "OPTIONS"])
        if contains_nul(request):
            raise BadRequest("NUL byte")
        if is_truncated(request):
            raise BadRequest("body shorter than announced")
        return get_response(request)

    return middleware


def answer_health_checks(get_response: Handler) -> Handler:
    """Answer health checks for every host: monitoring often knows only an IP address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info not in HEALTH_CHECKS:
            return get_response(request)
        view: Handler = resolve(request.path_info).func
        return view(request)

    return middleware


def contains_nul(request: HttpRequest) -> bool:
    """Tell whether the address or the form contains a NUL byte.

    No text of ours does, and PostgreSQL raises an error when asked to store one.
    """
    query = request.META.get("QUERY_STRING", "")
    return (
        "\0" in request.path or "%00" in query or "\0" in query or ENCODED_NUL in form_body(request)
    )


def form_body(request: HttpRequest) -> bytes:
    """Return the body of a URL-encoded form; uploads may contain any byte."""
    if request.content_type != "application/x-www-form-urlencoded":
        return b""
    # A raw NUL byte counts as much as an encoded one.
    return request.body.replace(b"\0", ENCODED_NUL)


def is_truncated(request: HttpRequest) -> bool:
    """Tell whether the connection broke midway: Django would accept half a form as a whole one."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return announced.isdecimal() and len(request.body) < int(announced)


def keep_shared_addresses_secret(get_response: Handler) -> Handler:
    """Hide addresses that are secrets from other sites and from caches.

    This must be the outermost middleware, so that it also covers the refusals, redirects and
    errors of all the others.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(SHARED):
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def keep_private_pages_out_of_caches(get_response: Handler) -> Handler:
    """Keep signed-in pages out of browser caches, and other private pages out of search engines.

    The next person at a shared computer must not find a page with the Back button.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_private(request):
            response["Cache-Control"] = "no-store"
        elif not is_for_search_engines(request):
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def is_private(request: HttpRequest) -> bool:
    """Tell whether a page may be personal.

    The cookie decides, because this has to work while the database is unavailable.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified


def is_for_search_engines(request: HttpRequest) -> bool:
    """Tell whether a page is public, with no secret and no name in its address."""
    match = request.resolver_match
    rule = getattr(match.func, "access_rule", "") if match else ""
    return rule == "public" and match is not None and not match.kwargs


def share_cpu(get_response: Handler) -> Handler:
    """Let nobody keep this process busy while others wait. Reports are printed in another one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        subject = account_or_network(request)
        if wait := cpu_budget.wait(subject, now=monotonic()):
            return too_many_requests(request, wait)
        before = thread_time()
        try:
            return get_response(request)
        finally:
            cpu_budget.add(subject, thread_time() - before, now=monotonic())

    return middleware


def account_or_network(request: HttpRequest) -> str:
    """Return the account of a request, or the one last used on its device, or else its network.

    A stranger in the same network must not keep people from signing in where they did before.
    """
    if request.user.is_authenticated:
        return f"account {request.user.pk}"
    known = Device.of(request).accounts
    return f"device {known[0]}" if known else network(source_of(request), Scope.WIDE)


class Brakes:
    """Slow down forms that anybody can send, and bound how much anybody can store in a day."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if request.method != "POST" and name not in STORED_WHEN_OPENED:
            return None
        wait = self.wait(request, name)
        return too_many_requests(request, wait) if wait else None

    def wait(self, request: HttpRequest, name: str) -> int:
        """Count this form in every way, and return the seconds to wait before it may be sent."""
        now = timezone.now()
        return (
            self.count_attempt(request, name, now)
            or self.count_change(request, name, now)
            or self.count_bytes(request, now)
        )

    def count_attempt(self, request: HttpRequest, name: str, now: datetime) -> int:
        if name not in FORMS:
            return 0
        what, field = FORMS[name]
        account = request.POST.get(field, "") if field else ""
        return brakes.count_attempt(request, what, account=account, at=now)

    def count_change(self, request: HttpRequest, name: str, now: datetime) -> int:
        """Count for the account: thousands of small forms could fill the database as well."""
        if name in NO_CHANGES or not request.user.is_authenticated:
            return 0
        return brakes.count(Counted.CHANGE, Scope.ACCOUNT, str(request.user.pk), at=now)

    def count_bytes(self, request: HttpRequest, now: datetime) -> int:
        """Count for the account; and for the origin, if no proof of an address says who it is."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced) if str(announced).isdecimal() else 0
        if size <= WORTH_COUNTING:
            return 0
        person = request.user if request.user.is_authenticated else None
        subjects = {Scope.ACCOUNT: str(person.pk)} if person else {}
        if person is None or not address_is_verified(person):
            subjects |= subjects_of(source_of(request))
        waits = (
            brakes.count(Counted.BYTES, scope, subject, at=now, weight=size)
            for scope, subject in subjects.items()
        )
        return next(filter(None, waits), 0)


class SignInFirst(LoginRequiredMiddleware):
    """Require sign-in by default, as a safety net under the access rules of the views.

    After an expired session, a form with text is offered again. Any other form leads back to the
    page it was on: its own address may accept only POST, so a redirect there would fail.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, *arguments: Any
    ) -> HttpResponseBase | None:
        """Keep an answer only for devices that have signed in before; others can send it again.

        An automatic save reaches its view, which says that the person has to sign in. People
        whose account is about to be deleted are redirected to the page where they can keep it.
        """
        keeps = getattr(view_func, "keeps_answers", False) and request.method == "POST"
        if (
            keeps
            and "HX-Request" not in request.headers
            and not (request.user.is_authenticated or Device.of(request).is_known)
        ):
            return self.handle_no_permission(request, view_func)
        refused = super().process_view(request, view_func, *arguments)
        private = getattr(view_func, "login_required", True)
        if refused or not private or not getattr(request.user, "deletion_asked_at", None):
            return refused
        match = request.resolver_match
        if match and match.url_name in CLOSING:
            return None
        return lead_on(request, reverse("closing_account"))

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        if "HX-Request" not in request.headers and typed_on_our_page(request):
            return offer_again(request)
        return redirect_to_login(page_of_form(request), self.get_login_url(view_func))


def ask_staff_for_a_second_step(get_response: Handler) -> Handler:
    """Keep the administration closed to people who have signed in with a single step.

    A session can be older than the second step of its account, and then has to be confirmed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        if not (is_administration(request) and person.is_staff):
            return get_response(request)
        if not has_second_step(person):
            messages.warning(request, _("Set up a second step first. The administration needs it."))
            return redirect("mfa_index")
        if page := where_to_confirm(request):
            return redirect_to_login(request.get_full_path(), page)
        return get_response(request)

    return middleware


def is_administration(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")
