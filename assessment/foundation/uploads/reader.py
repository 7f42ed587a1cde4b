"""Read one XLSX file in a process of its own, from its input to its output.

It runs as a script without Django or the database. The library that reads the cells is compiled.
A file that makes it panic, overflow its stack or run out of memory ends this process and no more.
"""

import json
import sys
from typing import Any

from assessment.foundation.processes.limits import limit_memory, limit_time
from assessment.foundation.uploads.refusals import CannotRead, Refusal
from assessment.foundation.uploads.xlsx_files import read_xlsx

DATA_BYTES = 300_000_000
"""Of data that this process alone holds. The largest list that may be read takes half of it."""
ADDRESS_BYTES = 1_000_000_000


def answer(content: bytes) -> dict[str, Any]:
    """Return the rows of a file, or why it can't be read."""
    try:
        return {"rows": read_xlsx(content)}
    except CannotRead as refused:
        return {"refusal": refused.why}
    except (MemoryError, RecursionError):
        return {"refusal": Refusal.TOO_LARGE}


if __name__ == "__main__":
    limit_memory(data_bytes=DATA_BYTES, address_bytes=ADDRESS_BYTES)
    limit_time(int(sys.argv[1]))
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))
