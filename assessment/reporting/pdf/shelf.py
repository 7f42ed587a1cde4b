"""Finished reports on disk, each under the hash of all that went into it."""

import logging
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""So long a report is kept after somebody last had it."""


def place(name: str) -> Path:
    return Path(settings.REPORTS_ROOT) / f"{name}.pdf"


def holds(name: str) -> bool:
    return place(name).exists()


def taken(name: str) -> bytes | None:
    """The report of that name, None if it is not there; looking at it keeps it longer."""
    file = place(name)
    try:
        pdf = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(file)
    return pdf


def put(name: str, pdf: bytes) -> None:
    """Keep a report: whoever looks finds all of it or nothing, whatever is switched off meanwhile.

    A disk that is full keeps nobody from having the report; it is printed again next time.
    """
    file = place(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            part.write(pdf)
        Path(part.name).replace(file)
    except OSError as trouble:
        log.warning("report not kept: %s", trouble.strerror)


def clear(*, at: datetime) -> int:
    """Remove what nobody has had for a while, and what broke off; says how many."""
    before = (at - KEPT).timestamp()
    old = [file for file in Path(settings.REPORTS_ROOT).glob("*.p*") if touched(file) < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def touched(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return float("inf")
