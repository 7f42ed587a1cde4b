"""Measuring what takes time, against the limits of pyproject.toml."""

import argparse
import os

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, call
from tooling.site import development


def bench(options: argparse.Namespace) -> int:
    """Further words go to `python -m benchmarks`; without any, each lane is measured and judged."""
    install("dev")
    provide(PANGO, has_pango)
    provide(CHROMIUM, has_chromium)
    words = options.further or ["--check"]
    here = development() | os.environ
    return call([PYTHON, "-m", "benchmarks", *words], here)
