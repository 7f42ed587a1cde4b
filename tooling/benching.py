"""Runs the benchmarks and checks them against the limits in pyproject.toml."""

import argparse
import os

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, call
from tooling.site import development


def bench(options: argparse.Namespace) -> int:
    """Run `python -m benchmarks` with any extra arguments, or measure and check every lane."""
    install("dev")
    provide(PANGO, has_pango)
    provide(CHROMIUM, has_chromium)
    words = options.further or ["--check"]
    here = development() | os.environ
    return call([PYTHON, "-m", "benchmarks", *words], here)
