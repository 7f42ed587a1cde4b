"""Finished reports on disk, each under the hash of all that went into it."""

import logging
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

log = logging.getLogger(__name__)

OURS = re.compile(r"[0-9a-f]{64}\.pdf|report-.*\.part")
BEGUN = "report-"
KEPT = timedelta(days=30)
"""So long a report is kept after somebody last had it."""


def path_of(name: str) -> Path:
    return Path(settings.REPORTS_ROOT) / f"{name}.pdf"


def is_cached(name: str) -> bool:
    """Whether the report is there; an empty file is what a power cut left of one."""
    try:
        return path_of(name).stat().st_size > 0
    except OSError:
        return False


def cached(names: Iterable[str]) -> frozenset[str]:
    """Those of which the report is there."""
    return frozenset(name for name in names if is_cached(name))


def cached_pdf(name: str) -> bytes | None:
    """The report of that name, None if it is not there; looking at it keeps it longer."""
    file = path_of(name)
    try:
        pdf = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(file)
    return pdf or None


def put(name: str, pdf: bytes) -> bool:
    """Keep a report, and say whether that worked: a disk may be full."""
    file = path_of(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write(file, pdf)
    except OSError as trouble:
        log.warning("report not kept: %s", trouble.strerror)
        return False
    return True


def write(file: Path, pdf: bytes) -> None:
    """Whoever looks finds all of it or nothing, whatever is switched off meanwhile."""
    with NamedTemporaryFile(dir=file.parent, prefix=BEGUN, suffix=".part", delete=False) as part:
        try:
            part.write(pdf)
            part.flush()
            # Else a power cut may leave the name without what it names.
            os.fsync(part.fileno())
            Path(part.name).replace(file)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def clear(*, at: datetime) -> int:
    """Remove what nobody has had for a while, and what broke off; says how many."""
    before = (at - KEPT).timestamp()
    old = [file for file in ours() if touched(file) < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def ours() -> list[Path]:
    """Every report and part of one; of what somebody else keeps there, nothing."""
    try:
        return [file for file in Path(settings.REPORTS_ROOT).iterdir() if OURS.fullmatch(file.name)]
    except OSError:
        return []


def touched(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return float("inf")
