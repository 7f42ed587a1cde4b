"""Whether saves wait for scheduled jobs on a site of 2,000 businesses with eight quarters each."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from benchmarks.measuring import Case, Lane, timed
from benchmarks.plan import REFERENCE, add_fractions

BUSINESSES = 2000
SAVERS = 2
PROCESS = "import django; django.setup(); from benchmarks.large_site import main; main()"
"""What each process runs, with its own database in the environment."""


@contextmanager
def lane() -> Iterator[Lane]:
    yield Lane(
        name="site",
        reference=Case(REFERENCE, timed(add_fractions)),
        cases=[],
        figures=lambda _medians: {},
        beside=saved_meanwhile,
    )


def saved_meanwhile() -> dict[str, float]:
    """Run every scheduled job twice while people save answers."""
    with TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "REPORTS_ROOT": f"{folder}/reports",
            "DJANGO_SETTINGS_MODULE": "cxsite.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }

        def start(*words: str) -> "subprocess.Popen[str]":
            return subprocess.Popen(  # noqa: S603 - our own code, without a shell
                [sys.executable, "-c", PROCESS, *words],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )

        answer_of(start("prepare", str(BUSINESSES)))
        savers = [start("save", str(number)) for number in range(SAVERS)]
        first, again = answer_of(start("work")), answer_of(start("work"))
        # A saver stops when its input is closed, which reading its answer does.
        saves = [answer_of(saver) for saver in savers]
    return {
        "longest_wait_seconds": max(saved["longest_wait"] for saved in saves),
        # On a busy machine, this says more about the machine than about Cairn.
        "longest_save_seconds": max(saved["longest"] for saved in saves),
        "failed_saves": sum(saved["failed"] for saved in saves),
        "saves": sum(saved["saves"] for saved in saves),
        **{f"{name}_seconds": seconds for name, seconds in first.items()},
        **{f"{name}_again_seconds": seconds for name, seconds in again.items()},
    }


def answer_of(process: "subprocess.Popen[str]") -> dict[str, Any]:
    answer, _errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args!r} exited with code {process.returncode}")
    found: dict[str, Any] = json.loads(answer)
    return found
