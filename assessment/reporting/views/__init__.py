"""The pages of reports, and every file that is made from a result."""

from assessment.reporting.views.commenting import report_comments
from assessment.reporting.views.exporting import (
    business_json,
    results_csv,
    results_docx,
    results_json,
    results_xlsx,
)
from assessment.reporting.views.printing import report, reports
from assessment.reporting.views.running import make_report, report_file, report_job
from assessment.reporting.views.shared import shared_report, shared_result
from assessment.reporting.views.sharing import end_share, share

__all__ = [
    "business_json",
    "end_share",
    "make_report",
    "report",
    "report_comments",
    "report_file",
    "report_job",
    "reports",
    "results_csv",
    "results_docx",
    "results_json",
    "results_xlsx",
    "share",
    "shared_report",
    "shared_result",
]
