"""Whether this process can serve requests now; if not, why not."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import disk_usage
from tempfile import gettempdir
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import Error as DatabaseTrouble
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from assessment.parties.catalogue.models import ModelVersion
from assessment.site.operations.threads import in_background

log = logging.getLogger(__name__)

MOST_SECONDS = 2
"""The answer comes within this time, whatever the database does."""
LEAST_FREE_BYTES = 50_000_000
NO_DATABASE = "the database does not answer"


class Look:
    """One check of everything that serving needs; it is over once its thread has ended."""

    def __init__(self) -> None:
        self.obstacle = NO_DATABASE
        self.thread = in_background(self.take, name="readiness")

    def take(self) -> None:
        try:
            self.obstacle = next(obstacles(), "")
        except DatabaseTrouble as trouble:
            log.warning("not ready: database unavailable: %s", type(trouble).__name__)
        except Exception:
            log.exception("not ready")
            self.obstacle = "the site cannot tell whether it is ready"


class Readiness:
    """Answers in time, and runs only one check at a time.

    If the database hangs, all requests wait for the same check, and threads do not pile up.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.look: Look | None = None

    def obstacle(self) -> str:
        """Return why the site cannot serve yet, or an empty string.

        The answer is public, so it gives no detail that could help an attacker.
        """
        with self.lock:
            if self.look is None or not self.look.thread.is_alive():
                self.look = Look()
            look = self.look
        look.thread.join(MOST_SECONDS)
        return NO_DATABASE if look.thread.is_alive() else look.obstacle


def obstacles() -> Iterator[str]:
    """Yield what keeps the site from serving, the most important first."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "migrations are pending"
    if not ModelVersion.objects.exists():
        yield "no questions are published: run load_model"
    if not has_static_files():
        yield "static files are missing: run collectstatic"
    if any(disk_usage(folder).free < LEAST_FREE_BYTES for folder in folders_written_to()):
        yield "the disk is full"


def has_static_files() -> bool:
    """Whether this process knows the hashed names, which it reads once, and the files exist."""
    storage: Any = staticfiles_storage
    if not hasattr(storage, "hashed_files"):
        return True  # in development, files are served from their sources
    found: bool = storage.manifest_storage.exists(storage.manifest_name)
    return found and bool(storage.hashed_files)


def folders_written_to() -> Iterator[Path]:
    """Yield existing folders on the disks to which the site writes."""
    if connection.vendor == "sqlite":
        yield Path(str(connection.settings_dict["NAME"])).parent
    reports = Path(settings.REPORTS_ROOT)
    yield next(folder for folder in (reports, *reports.parents) if folder.exists())
    with suppress(FileNotFoundError):
        yield Path(gettempdir())


readiness = Readiness()
