"""Health checks for server monitoring: is the process alive, and can it serve requests?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import public

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
    """Report readiness: the database answers and every migration is applied; else 503."""
    obstacle = obstacle_to_serving()
    if not obstacle:
        return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(
        f"{obstacle}\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def obstacle_to_serving() -> str:
    """Return why the site cannot serve yet, or an empty string.

    The page is public, so the text gives no detail that could help an attacker.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "migrations are pending" if pending else ""
