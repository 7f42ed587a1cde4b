"""The command that takes the pictures of the README and the guides again."""

import argparse

from tooling.machine import CHROMIUM, PANGO, has_chromium, has_pango, provide
from tooling.packages import install
from tooling.running import PYTHON, Stop, call


def screenshots(options: argparse.Namespace) -> int:
    """Take every picture, or only those whose names are given."""
    install("dev")
    if not (provide(PANGO, has_pango) and provide(CHROMIUM, has_chromium)):
        raise Stop("Screenshots need both. Install what is missing, then run this again.")
    # The pictures need packages from .venv, which this process does not run in.
    return call([PYTHON, "-m", "tooling.pictures", *options.further])
