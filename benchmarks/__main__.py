"""The command `python -m benchmarks`, with the settings of the site."""

import logging
import os
import sys

import django


def started() -> int:
    """Set up Django, which the command's modules need, and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")
    django.setup()
    # Log messages from creating the sample data would appear among the figures.
    logging.disable(logging.WARNING)
    from benchmarks.command import main

    return main()


if __name__ == "__main__":
    sys.exit(started())
