"""Writes the JSON Schema of submissions from the declarations of their reader."""

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
    """Write the schema file; needed after a change to the limits or to what is read."""
    install("base")
    line = f"Writing {SCHEMA.relative_to(ROOT)}"
    return int(not run_behind_a_line(line, [PYTHON, "-c", WRITE, str(SCHEMA)]))
