"""Forms whose sender signed out, or whose CSRF token is out of date: offer what was typed again.

Signing in gives every page a new token, so the forms in other windows become outdated.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

IN_WORDS = re.compile(r"\s|[^\x00-\x7f]")
"""A space or a letter such as é, which keys, numbers and identifiers in hidden fields lack."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields of a form as name and value, and whether files were sent with it."""

    fields: tuple[tuple[str, str], ...]
    has_files: bool

    @property
    def texts(self) -> list[str]:
        """The values to read or copy; all the others are sent again without being shown."""
        return [value for _, value in self.fields if IN_WORDS.search(value.strip())]


def offer_again(request: HttpRequest) -> HttpResponse:
    """Show what was typed with a button to send it again, or how to get back to the form."""
    facts = {"typed": typed_on_our_page(request), "needs_sign_in": needs_sign_in(request)}
    return render(request, "403_csrf.html", facts, status=403)


def typed_on_our_page(request: HttpRequest) -> Typed | None:
    """Return what was typed, or None if it must not be offered again.

    Browsers send the origin of the page with every POST. What another site sent is not offered,
    because a single click would then carry it out. Passwords are never written into a page.
    """
    if not is_from_our_page(request):
        return None
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    )
    if not fields or any("password" in name for name, _ in fields):
        return None
    return Typed(fields=fields, has_files=bool(request.FILES))


def is_from_our_page(request: HttpRequest) -> bool:
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {ours, *settings.CSRF_TRUSTED_ORIGINS}


def needs_sign_in(request: HttpRequest) -> bool:
    """Whether the form is for people who are signed in, and its sender is not."""
    match = request.resolver_match
    public = match is not None and not getattr(match.func, "login_required", True)
    return not public and not request.user.is_authenticated
