"""Pass a new secret through a redirect in a signed cookie, to be shown once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR_SECONDS = 300


def carry_over(response: HttpResponse, name: str, secret: str) -> None:
    """Put the secret in a cookie, so that it is never stored on the server."""
    response.set_signed_cookie(
        _cookie(name),
        secret,
        max_age=FOR_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def carried_over(request: HttpRequest, name: str) -> str:
    """Return the secret if it was created in this browser in the last five minutes, or ""."""
    return request.get_signed_cookie(_cookie(name), default="", max_age=FOR_SECONDS) or ""


def let_go(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Delete the cookie once the secret has been shown."""
    if _cookie(name) in request.COOKIES:
        response.delete_cookie(_cookie(name))


def _cookie(name: str) -> str:
    return f"{settings.COOKIE_PREFIX}{name}"
