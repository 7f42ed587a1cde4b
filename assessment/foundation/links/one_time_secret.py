"""A new secret on its way to the page that shows it: once, to the browser it was made in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR_SECONDS = 300


def carry_over(response: HttpResponse, name: str, secret: str) -> None:
    """Give the secret to the browser, so that no server ever keeps it."""
    response.set_signed_cookie(
        _cookie(name),
        secret,
        max_age=FOR_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def carried_over(request: HttpRequest, name: str) -> str:
    """The secret, if it was made a moment ago in this browser; empty if not."""
    return request.get_signed_cookie(_cookie(name), default="", max_age=FOR_SECONDS) or ""


def let_go(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """It was shown; the next page does not know it any more."""
    if _cookie(name) in request.COOKIES:
        response.delete_cookie(_cookie(name))


def _cookie(name: str) -> str:
    return f"{settings.COOKIE_PREFIX}{name}"
