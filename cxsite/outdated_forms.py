"""Forms whose sender signed out, or whose CSRF token is out of date: offer what was typed again.

Signing in gives every page a new token, so the forms in other windows become outdated.
"""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.foundation.parsing.typed_forms import typed_on_our_page

A_FEW_MINUTES = 120


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


def needs_sign_in(request: HttpRequest) -> bool:
    """Whether the form is for people who are signed in, and its sender is not."""
    view = request.resolver_match and request.resolver_match.func
    # A view of ours can let signed-out visitors through to keep their answer, so its rule decides.
    rule = getattr(view, "access_rule", "")
    public = rule == "public" if rule else not getattr(view, "login_required", True)
    return not public and not request.user.is_authenticated
