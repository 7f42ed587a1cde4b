"""`python -m benchmarks`, with the settings of the site."""

import logging
import os
import sys

import django


def started() -> int:
    """What the command ends with; its modules need a Django that is set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")
    django.setup()
    # What the sample logs on its way would stand between the figures.
    logging.disable(logging.WARNING)
    from benchmarks.command import main

    return main()


if __name__ == "__main__":
    sys.exit(started())
