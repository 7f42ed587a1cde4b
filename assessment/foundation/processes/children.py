"""The site's side: what a process of ours may know, and why it ended."""

import os
import signal
from pathlib import Path

ROOT = Path(__file__).parents[3]
"""The directory from which a process imports our code."""
OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV, signal.SIGTRAP})
"""The signals with which native libraries end a process that gets no more memory."""
PASSED_ON = frozenset(
    {
        *("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH"),
        *("PYTHONPATH", "PYTHONHOME", "PYTHONHASHSEED", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"),
        *("PYTHONPYCACHEPREFIX", "SOURCE_DATE_EPOCH"),
    }
)
"""Environment variables passed on; none of them contains a secret."""
PASSED_ON_FROM = ("LC_", "XDG_", "DYLD_", "WEASYPRINT_")
"""Prefixes of further variables; each ends in an underscore, so that longer words do not match."""


def environment_of_a_child() -> dict[str, str]:
    """Return the environment variables for a process of ours."""
    known = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(PASSED_ON_FROM)
    }
    elsewhere = [known["PYTHONPATH"]] if known.get("PYTHONPATH") else []
    return known | {"PYTHONPATH": os.pathsep.join([str(ROOT), *elsewhere])}


def reason_of(code: int) -> str:
    """Return why a process exited, or that something outside ended it.

    systemd stops every process of a service, and the kernel kills any that it likes when memory
    runs out. Neither says anything about what the process was given.
    """
    if code == -signal.SIGXCPU:
        return "time"
    if -code in OUT_OF_MEMORY:
        return "size"
    return "died" if code < 0 else "fault"
