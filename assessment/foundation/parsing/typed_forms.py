"""What somebody typed into a form of ours that was refused, to be shown to them again."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render

IN_WORDS = re.compile(r"\s|[^\x00-\x7f]|\w@\w")
"""A space, a letter such as é or an address, which keys, numbers and identifiers lack."""
TYPED_INTO = frozenset(
    {
        *("text", "note", "reason", "reply", "why", "words", "letter", "outcome", "title", "own"),
        *("name", "owner_name", "business_name", "sender_name", "for_whom", "who", "present"),
        *("for_practice", "for_business", "business", "practice", "client", "private", "tag"),
        *("cover_text", "contact", "disclaimer", "footer", "typed", "another"),
        *("word", "wanted", "unwanted"),
    }
)
"""Parts of the names of fields that people type into, where one plain word is a text as well."""


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
        """The values to read or copy; keys, numbers and choices are left out."""
        return [value for name, value in self.fields if _is_text(name, value.strip())]


def _is_text(name: str, value: str) -> bool:
    if IN_WORDS.search(value):
        return True
    return bool(TYPED_INTO.intersection(name.split("-"))) and any(map(str.isalpha, value))


def typed_on_our_page(request: HttpRequest) -> Typed | None:
    """Return what was typed, or None if it must not be offered again.

    Browsers send the origin of the page with every POST. What another site sent is not offered,
    because a single click would then carry it out.
    """
    if not is_from_our_page(request):
        return None
    sent = _fields_of(request)
    fields = tuple(
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    )
    passwords = tuple(name for name in sent if "password" in name)
    if not fields:
        return None
    return Typed(fields=fields, passwords=passwords, has_files=bool(request.FILES))


def _fields_of(request: HttpRequest) -> QueryDict:
    """Return the fields of a form; none if the body was too large, was cut off or isn't a form."""
    try:
        return request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return QueryDict()


def is_from_our_page(request: HttpRequest) -> bool:
    """Return whether one of our own pages sent this form.

    A page that hides its address from other sites has the origin `null`, as many a foreign page
    has. The browser then says in another header, which no page can write, whether it was ours.
    """
    origin = request.headers.get("Origin")
    if origin == "null":
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    try:
        ours = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        # The page that says so is rendered for a host that isn't ours.
        return False
    return origin in {ours, *settings.CSRF_TRUSTED_ORIGINS}


def lead_on(request: HttpRequest, to: str, said: str = "") -> HttpResponse:
    """Redirect because a form can't be saved; the next page says why.

    If a text would be lost by that, reply 409 instead, with the text and a link to go on.
    """
    typed = typed_on_our_page(request)
    # A script that saves in the background keeps the text in the page itself.
    if typed and typed.texts and "HX-Request" not in request.headers:
        return render(request, "409.html", {"said": said, "to": to, "typed": typed}, status=409)
    if said:
        messages.warning(request, said)
    return redirect(to)
