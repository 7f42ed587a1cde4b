"""Keep the secrets in addresses out of the log."""

import logging
import re

SECRET = re.compile(
    r"(^|\s)(/(?:a|c|s|e|p|screen|access/invitation|access|calendar|invitation|account/confirm-email"
    r"|account/password/reset/key)/)"
    r"[^/\s]+"
)


class HideSecretPaths(logging.Filter):
    """Django logs the address of every request that it refuses, even if its link still works."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(part) for part in record.args)
        record.msg = hidden(record.msg)
        return True


def hidden(part: object) -> object:
    return SECRET.sub(r"\1\2…", part) if isinstance(part, str) else part
