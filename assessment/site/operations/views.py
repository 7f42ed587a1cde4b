"""Health checks for server monitoring: is the process alive, and can it serve requests?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import public
from assessment.site.operations.readiness import readiness

RETRY_SECONDS = 30


@public
@require_safe
@never_cache
def livez(_request: HttpRequest) -> HttpResponse:
    """Report that the process answers.

    The database is not queried, so that a slow one does not get the process restarted.
    """
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Report readiness, or 503 and what is missing, within two seconds."""
    obstacle = readiness.obstacle()
    if not obstacle:
        return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(
        f"{obstacle}\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )
