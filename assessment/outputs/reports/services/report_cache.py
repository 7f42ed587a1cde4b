"""The cache of finished reports on disk, each named by the hash of its content."""

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
PREFIX = "report-"
KEPT = timedelta(days=30)
"""How long a report is kept after its last download."""


def path_of(name: str) -> Path:
    return Path(settings.REPORTS_ROOT) / f"{name}.pdf"


def is_cached(name: str) -> bool:
    """Say whether the report is cached; an empty file is the remains of a power cut."""
    try:
        return path_of(name).stat().st_size > 0
    except OSError:
        return False


def cached(names: Iterable[str]) -> frozenset[str]:
    """Return the names whose reports are cached."""
    return frozenset(name for name in names if is_cached(name))


def cached_pdf(name: str) -> bytes | None:
    """Return a cached report, or None; reading it also restarts its retention period."""
    file = path_of(name)
    try:
        pdf = file.read_bytes()
    except OSError:
        return None
    # The modification time records the last download. If the file cannot be touched, because
    # another process has just deleted it, the download must still work.
    with suppress(OSError):
        os.utime(file)
    return pdf or None


def put(name: str, pdf: bytes) -> bool:
    """Save a report, and return whether that worked: the disk can be full."""
    file = path_of(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, pdf)
    except OSError as trouble:
        log.warning("report not saved in %s (REPORTS_ROOT): %s", file.parent, trouble.strerror)
        return False
    return True


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that readers find all of it or nothing, even after a power cut."""
    with NamedTemporaryFile(dir=file.parent, prefix=PREFIX, suffix=".part", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            # Without fsync, a power cut after the rename could leave an empty file under the name.
            os.fsync(part.fileno())
            Path(part.name).replace(file)
        # Even on KeyboardInterrupt or SystemExit, no partial file may be left to fill the disk.
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def clear(*, at: datetime) -> int:
    """Delete reports that nobody has downloaded lately, and truncated files; return how many."""
    before = (at - KEPT).timestamp()
    old = [file for file in ours() if touched(file) < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def remove(names: Iterable[str]) -> None:
    """Delete these reports, whether or not they are there."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def ours() -> list[Path]:
    """List reports and unfinished files; anything else in the folder belongs to others."""
    try:
        return [file for file in Path(settings.REPORTS_ROOT).iterdir() if OURS.fullmatch(file.name)]
    except OSError:
        return []


def touched(file: Path) -> float:
    """Return when a file was last downloaded; one that has just vanished counts as new."""
    try:
        return file.stat().st_mtime
    except OSError:
        return float("inf")
