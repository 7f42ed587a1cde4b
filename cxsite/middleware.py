"""Refuse what no honest browser sends, and keep private pages private."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

Handler = Callable[[HttpRequest], HttpResponse]

ENCODED_NUL = b"%00"
SHARED = "/s/"


def refuse_odd_requests(get_response: Handler) -> Handler:
    """Turn away TRACE, NUL bytes, and bodies that broke off on their way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"TRACE", "TRACK", "CONNECT"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST", "OPTIONS"])
        if holds_nul(request):
            raise BadRequest("NUL byte")
        if broke_off(request):
            raise BadRequest("body shorter than announced")
        return get_response(request)

    return middleware


def holds_nul(request: HttpRequest) -> bool:
    """No text of ours holds a NUL byte, and PostgreSQL would stumble over one."""
    query = request.META.get("QUERY_STRING", "")
    return (
        "\0" in request.path or "%00" in query or "\0" in query or ENCODED_NUL in form_body(request)
    )


def form_body(request: HttpRequest) -> bytes:
    """The body of an ordinary form; uploads may hold any byte."""
    if request.content_type != "application/x-www-form-urlencoded":
        return b""
    return request.body.replace(b"\0", ENCODED_NUL)


def broke_off(request: HttpRequest) -> bool:
    """Whether the line went dead in the middle: Django would take half a form for a whole one."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return announced.isdecimal() and len(request.body) < int(announced)


def keep_shared_addresses_secret(get_response: Handler) -> Handler:
    """Whatever is said under `/s/`, the address is the key: no other site or cache gets it.

    It stands before all others, so that refusals, moves and faults of theirs are kept, too.
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
    """Nobody who opens this browser later finds a signed-in page, nor a search engine a link."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_private(request):
            response["Cache-Control"] = "no-store"
        elif not is_for_search_engines(request):
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def is_private(request: HttpRequest) -> bool:
    """Decided on the cookie: it must hold while the database is away, too."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified


def is_for_search_engines(request: HttpRequest) -> bool:
    """Public pages that hang on no token or name."""
    match = request.resolver_match
    rule = getattr(match.func, "access_rule", "") if match else ""
    return rule == "public" and match is not None and not match.kwargs


class SignInFirst(LoginRequiredMiddleware):
    """The net under every access rule; whoever comes back from signing in finds a page.

    A form of a session that is gone leads back to the page it stood on: its own address may take
    forms only.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_of_form(request), self.get_login_url(view_func))


def page_of_form(request: HttpRequest) -> str:
    """The path of the page that a form was sent from, where sign-in lands if nobody says."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlsplit(referer)._replace(scheme="", netloc="").geturl()
