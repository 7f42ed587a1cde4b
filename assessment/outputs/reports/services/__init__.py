"""Save comments, queue reports and print them."""

from assessment.outputs.reports.services.comments import CommentsChanged, save_comments
from assessment.outputs.reports.services.printing import (
    cache_report,
    content_hash,
    html_of,
    pdf_request,
    render,
    report_pdf,
    sources_hash,
)
from assessment.outputs.reports.services.report_cache import cached, cached_pdf
from assessment.outputs.reports.services.report_jobs import (
    Wanted,
    ask_for_report,
    at_hand,
    print_again,
    print_run,
    same_again,
    tidy,
    try_again,
    was_deleted,
)

__all__ = [
    "CommentsChanged",
    "Wanted",
    "ask_for_report",
    "at_hand",
    "cache_report",
    "cached",
    "cached_pdf",
    "content_hash",
    "html_of",
    "pdf_request",
    "print_again",
    "print_run",
    "render",
    "report_pdf",
    "same_again",
    "save_comments",
    "sources_hash",
    "tidy",
    "try_again",
    "was_deleted",
]
