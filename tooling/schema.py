"""The JSON Schema of submissions, written from what their reader declares."""

import argparse

from tooling.packages import install
from tooling.running import PYTHON, ROOT, run_behind_a_line

SCHEMA = ROOT / "assessment" / "domain" / "exchange" / "submission.schema.json"
WRITE = """
import sys
from pathlib import Path
from assessment.domain.exchange.submission_schema import schema_text
Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8")
"""


def schema(_options: argparse.Namespace) -> int:
    """Write the file again, after its limits or what is read have changed."""
    install("base")
    line = f"Writing {SCHEMA.relative_to(ROOT)}"
    return int(not run_behind_a_line(line, [PYTHON, "-c", WRITE, str(SCHEMA)]))
