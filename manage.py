#!/usr/bin/env python3
"""Django's command line for Cairn."""

import os
import secrets
import sys

WITHOUT_A_SITE = frozenset({"check_model", "plan", "report", "score"})
"""They read a file and answer: they sign nothing and open no database."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")
    if WITHOUT_A_SITE.intersection(sys.argv[1:2]):
        # Settings ask for a key. This one is known to nobody and gone when the command ends;
        # whatever serves, migrates or writes gets none, and does not start without its own.
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
