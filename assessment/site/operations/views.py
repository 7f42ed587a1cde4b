"""Is the process alive, and can it serve: for whoever watches the server."""

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
    """The process answers; asks nothing else, so that a slow database restarts nobody."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers and every migration is applied; else 503."""
    hindrance = what_hinders()
    if not hindrance:
        return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(
        f"{hindrance}\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def what_hinders() -> str:
    """Why the site cannot serve yet, or nothing; no detail that would help a stranger."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "migrations are pending" if pending else ""
