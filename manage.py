#!/usr/bin/env python3
"""Django's command line for Cairn."""

import os
import secrets
import sys

from cxsite.console import accept_all_text
from cxsite.environment import BadSetting

WITHOUT_A_SITE = frozenset({"check_model", "compare", "plan", "report", "score", "voices"})
"""Commands that only read a file: they sign nothing and use no database."""


def main() -> None:
    accept_all_text(sys.stdout)
    accept_all_text(sys.stderr)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")
    if WITHOUT_A_SITE.intersection(sys.argv[1:2]):
        # The settings need a key, so these commands get a random one until they end. All other
        # commands get none, and do not start without a key of the site's own.
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as bad:
        sys.exit(str(bad))


if __name__ == "__main__":
    main()
