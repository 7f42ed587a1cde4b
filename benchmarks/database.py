"""Six processes that save to one SQLite file at the same time, without a single lock error."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from benchmarks.measuring import Case, Lane, timed
from benchmarks.plan import REFERENCE, add_fractions

WRITERS = 6
SAVES = 100
"""The number of saves by each process."""
WRITER = Path(__file__).with_name("writer.py")


@contextmanager
def lane() -> Iterator[Lane]:
    yield Lane(
        name="db",
        reference=Case(REFERENCE, timed(add_fractions)),
        cases=[],
        figures=lambda _medians: {},
        beside=written_at_once,
    )


def written_at_once() -> dict[str, float]:
    with TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "cxsite.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        writer = [sys.executable, str(WRITER)]
        # SQLite locks files between processes, so threads of one process would prove less.
        subprocess.run([*writer, "prepare"], env=environment, check=True)  # noqa: S603
        writers = [
            subprocess.Popen(  # noqa: S603 - our own file, without a shell
                [*writer, str(SAVES)], env=environment, stdout=subprocess.PIPE, text=True
            )
            for _writer in range(WRITERS)
        ]
        # A writer that crashes prints nothing, so all of its saves count as errors.
        errors = [int(process.communicate()[0] or SAVES) for process in writers]
    return {"lock_errors": sum(errors), "saves": WRITERS * SAVES}
