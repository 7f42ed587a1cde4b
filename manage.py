#!/usr/bin/env python3
"""Django's command line for Cairn."""

import os
import secrets
import sys

WITHOUT_A_SITE = frozenset({"check_model", "plan", "report", "score"})
"""Commands that only read a file: they sign nothing and use no database."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")
    if WITHOUT_A_SITE.intersection(sys.argv[1:2]):
        # The settings need a key, so these commands get a random one until they end. All other
        # commands get none, and do not start without a key of the site's own.
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
