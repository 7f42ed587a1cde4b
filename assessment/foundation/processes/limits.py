"""Limits that a process sets for itself before it opens what somebody else has written."""

import resource
from contextlib import suppress
from math import ceil
from time import process_time


def limit_memory(*, data_bytes: int, address_bytes: int) -> None:
    """Limit the memory of this process, and let it leave no core file.

    Args:
        data_bytes: data that this process alone holds.
        address_bytes: address space, for systems that don't limit data. It includes libraries.
    """
    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_AS, address_bytes)
    bound(resource.RLIMIT_DATA, data_bytes)


def limit_time(seconds: int) -> None:
    """Allow this many more CPU seconds; the limit counts from the start of the process."""
    bound(resource.RLIMIT_CPU, ceil(process_time()) + seconds)


def bound(what: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(what)
    # Some systems do not support every limit. The site's timeout still applies there.
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (limit, hard))
