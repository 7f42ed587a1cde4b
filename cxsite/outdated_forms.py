"""Forms whose sender signed out, or whose CSRF token is out of date: offer what was typed again.

Signing in gives every page a new token, so the forms in other windows become outdated.
"""

import re
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

IN_WORDS = re.compile(r"\s|[^\x00-\x7f]")
"""A space or a letter such as é, which keys, numbers and identifiers in hidden fields lack."""


A_FEW_MINUTES = 120


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields of a form as name and value, and whether files were sent with it.

    Passwords are never written into a page. `passwords` has only the names of their fields.
    """

    fields: tuple[tuple[str, str], ...]
    passwords: tuple[str, ...]
    has_files: bool

    @property
    def texts(self) -> list[str]:
        """The values to read or copy; all the others are sent again without being shown."""
        return [value for _, value in self.fields if IN_WORDS.search(value.strip())]


def offer_again(request: HttpRequest) -> HttpResponse:
    """Show what was typed with a button to send it again, or how to get back to the form."""
    facts = {"typed": typed_on_our_page(request), "needs_sign_in": needs_sign_in(request)}
    return render(request, "403_csrf.html", facts, status=403)


def too_many_requests(request: HttpRequest, wait: int = A_FEW_MINUTES) -> HttpResponse:
    """Say how long to wait, and keep what was typed until then."""
    facts = {"minutes": ceil(wait / 60), "typed": typed_on_our_page(request)}
    response = render(request, "429.html", facts, status=429)
    response["Retry-After"] = str(wait)
    return response


def typed_on_our_page(request: HttpRequest) -> Typed | None:
    """Return what was typed, or None if it must not be offered again.

    Browsers send the origin of the page with every POST. What another site sent is not offered,
    because a single click would then carry it out.
    """
    if not is_from_our_page(request):
        return None
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    )
    passwords = tuple(name for name in request.POST if "password" in name)
    if not fields:
        return None
    return Typed(fields=fields, passwords=passwords, has_files=bool(request.FILES))


def is_from_our_page(request: HttpRequest) -> bool:
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {ours, *settings.CSRF_TRUSTED_ORIGINS}


def needs_sign_in(request: HttpRequest) -> bool:
    """Whether the form is for people who are signed in, and its sender is not."""
    view = request.resolver_match and request.resolver_match.func
    # A view of ours can let signed-out visitors through to keep their answer, so its rule decides.
    rule = getattr(view, "access_rule", "")
    public = rule == "public" if rule else not getattr(view, "login_required", True)
    return not public and not request.user.is_authenticated
