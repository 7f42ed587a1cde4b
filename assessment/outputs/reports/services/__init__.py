"""What is written, asked for and printed around a report."""

from assessment.outputs.reports.services.comments import RemarksChanged, save_remarks
from assessment.outputs.reports.services.printing import (
    content_hash,
    html_of,
    job_of,
    kept,
    made,
    render,
    what_makes_reports,
)
from assessment.outputs.reports.services.report_cache import holds, taken
from assessment.outputs.reports.services.report_jobs import (
    Wanted,
    ask_for_report,
    print_run,
    tidy,
    try_again,
)

__all__ = [
    "RemarksChanged",
    "Wanted",
    "ask_for_report",
    "content_hash",
    "holds",
    "html_of",
    "job_of",
    "kept",
    "made",
    "print_run",
    "render",
    "save_remarks",
    "taken",
    "tidy",
    "try_again",
    "what_makes_reports",
]
