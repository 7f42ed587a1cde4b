"""Error pages: what happened, what is safe and what to do next.

Django prescribes the arguments of these handlers. No page reveals the cause to a stranger.
"""

import errno
import sqlite3
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from assessment.domain.limits import LOGO_KILOBYTES
from assessment.foundation.accounts.access import page_of_form
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from cxsite.outdated_forms import offer_again

RETRY_SECONDS = 120
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
SQLITE_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""On a full disk, `SHMSIZE` means that the index of the write-ahead log has no room to grow."""
POSTGRESQL_NO_ROOM = "53100"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", {"typed": typed_on_our_page(request)}, status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a request that is too large, with the limit and a link back to the form."""
    for_logo = is_for_branding(request.path_info)
    facts = {
        "kilobytes": LOGO_KILOBYTES if for_logo else None,
        "back": request.path_info if for_logo else page_of_form(request),
    }
    return render(request, "413.html", facts, status=413)


def is_for_branding(path: str) -> bool:
    # The request may have been refused before Django resolved its path.
    try:
        return resolve(path).url_name == "practice_branding"
    except Resolver404:
        return False


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", {"typed": typed_on_our_page(request)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return offer_again(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", {"typed": typed_on_our_page(request)}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Render without the request, because session and database may be the very cause."""
    error = sys.exc_info()[1]
    if error and is_about_full_disk(error):
        return HttpResponse(render_to_string("507.html"), status=HTTPStatus.INSUFFICIENT_STORAGE)
    if isinstance(error, OperationalError):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable() -> HttpResponse:
    """Answer while the database cannot be reached or is being updated; clients may retry."""
    return HttpResponse(
        render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_SECONDS)}
    )


def is_about_full_disk(error: BaseException) -> bool:
    """Whether the disk was full, for a file of ours or for the database."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    # Django raises its own errors from those of the driver, which say more.
    cause = error.__cause__
    return (
        getattr(cause, "sqlite_errorcode", None) in SQLITE_NO_ROOM
        or getattr(cause, "sqlstate", None) == POSTGRESQL_NO_ROOM
    )
