"""Reply to a window that asks again and again: most of the time nothing has changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def unless_unchanged(
    request: HttpRequest, mark: str, page: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return 304 to a window that shows this mark already, and otherwise the page."""
    etag = quote_etag(mark)
    response = get_conditional_response(request, etag=etag) or page()
    response["ETag"] = etag
    return response
