"""The consultant edition, with everything in it, is the same file whoever makes it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.pdf

PRINT = """
import sys
import django
django.setup()
from django.utils import translation
from tests.reporting.documents import printed
from assessment.reporting.pdf import Edition
with translation.override("en-gb"):
    sys.stdout.buffer.write(printed(Edition.CONSULTANT))
"""


def in_another_process(seed: str) -> bytes:
    run = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return run.stdout


def test_two_processes_print_the_same_consultant_edition() -> None:
    first, second = (in_another_process(seed) for seed in ("1", "2"))

    assert first.startswith(b"%PDF")
    assert first == second
