"""The site's side of the reading process: one for each file, with limits."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from assessment.foundation.processes.children import environment_of_a_child, reason_of
from assessment.foundation.uploads.refusals import CannotRead, Refusal

log = logging.getLogger(__name__)

READER = Path(__file__).with_name("reader.py")
CPU_SECONDS = 10
"""A list of a thousand rows takes a fifth of a second, and the largest that may be read, four."""
WALL_SECONDS = 60
"""It ends a process that hangs, or that gets hardly any of a busy machine."""
WAITS_SECONDS = 10
AT_A_TIME = BoundedSemaphore(1)
"""One file at a time: otherwise a few uploads together would take all memory that there is."""
ENDED: dict[str, Refusal] = {
    "time": Refusal.TOO_LARGE,
    "size": Refusal.TOO_LARGE,
    # Something outside ended it, whatever the file is like.
    "died": Refusal.BUSY,
}


def read_xlsx_apart(content: bytes, *, reader: Path = READER) -> list[list[str]]:
    """Return all rows of the first visible sheet of an XLSX file, including empty ones.

    Raises:
        CannotRead: it is damaged, too large, another kind of file, or has to wait.
    """
    if not AT_A_TIME.acquire(timeout=WAITS_SECONDS):
        raise CannotRead(Refusal.BUSY)
    try:
        said = _said(content, reader)
    finally:
        AT_A_TIME.release()
    if "refusal" in said:
        raise CannotRead(Refusal(said["refusal"]))
    rows: list[list[str]] = said["rows"]
    return rows


def _said(content: bytes, reader: Path) -> dict[str, Any]:
    try:
        ended = subprocess.run(  # noqa: S603 - our own script, without a shell
            [sys.executable, "-P", str(reader), str(CPU_SECONDS)],
            env=environment_of_a_child(),
            input=content,
            stdout=subprocess.PIPE,
            # What a library says as it breaks may quote the list.
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotRead(Refusal.TOO_LARGE) from late
    except OSError as trouble:
        log.warning("reader not started: %s", trouble.strerror)
        raise CannotRead(Refusal.BUSY) from trouble
    if ended.returncode:
        log.warning("reader ended: code=%s bytes=%s", ended.returncode, len(content))
        raise CannotRead(ENDED.get(reason_of(ended.returncode), Refusal.DAMAGED))
    said: dict[str, Any] = json.loads(ended.stdout)
    return said
