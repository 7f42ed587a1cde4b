"""The files of all jobs on disk, each under its key."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from assessment.consulting.bulk.models import BulkFile
from assessment.foundation.pdf.faults import CannotPrint
from assessment.outputs.reports.services import write_whole

log = logging.getLogger(__name__)

FOLDER = "bulk"
FRESH = timedelta(hours=1)
"""How long a file may be on disk before its row is in the database."""


def path_of(key: str) -> Path:
    return Path(settings.REPORTS_ROOT) / FOLDER / key


def put(key: str, content: bytes) -> None:
    """Store a file.

    Raises:
        CannotPrint: the disk is full, or the folder can't be written.
    """
    file = path_of(key)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, content)
    except OSError as trouble:
        raise CannotPrint(f"not saved: {trouble.strerror}", reason="disk") from trouble


def content_of(file: BulkFile) -> bytes | None:
    """Return the bytes of a file, or None if they are missing on this host."""
    try:
        return path_of(file.key).read_bytes() or None
    except OSError:
        return None


def sweep(*, at: datetime) -> int:
    """Delete the files that no row knows any more, and return how many.

    So whatever deletes the rows also deletes the files: a job that is over, a client that is
    removed for good, or a practice.
    """
    try:
        found = [file for file in path_of("").iterdir() if file.is_file()]
    except OSError:
        return 0
    known = set(BulkFile.objects.values_list("key", flat=True))
    before = (at - FRESH).timestamp()
    unknown = [f for f in found if f.name not in known and f.stat().st_mtime < before]
    for file in unknown:
        file.unlink(missing_ok=True)
    return len(unknown)
