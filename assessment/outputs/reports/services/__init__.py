"""Save comments, queue reports and print them."""

from assessment.outputs.reports.services.comments import save_comments, save_summary
from assessment.outputs.reports.services.printing import (
    cache_report,
    content_hash,
    html_of,
    pdf_request,
    render,
    report_pdf,
    request_for,
    signs_without_a_font,
    sources_hash,
    style_of,
    text_of,
)
from assessment.outputs.reports.services.report_cache import cached, cached_pdf
from assessment.outputs.reports.services.report_jobs import (
    Wanted,
    ask_for_report,
    at_hand,
    discard,
    document_if_unchanged,
    print_again,
    print_run,
    tidy,
    try_again,
    was_deleted,
)
from assessment.outputs.reports.services.tenants import place_in_queue, tenant_behind, tenant_of

__all__ = [
    "Wanted",
    "ask_for_report",
    "at_hand",
    "cache_report",
    "cached",
    "cached_pdf",
    "content_hash",
    "discard",
    "document_if_unchanged",
    "html_of",
    "pdf_request",
    "place_in_queue",
    "print_again",
    "print_run",
    "render",
    "report_pdf",
    "request_for",
    "save_comments",
    "save_summary",
    "signs_without_a_font",
    "sources_hash",
    "style_of",
    "tenant_behind",
    "tenant_of",
    "text_of",
    "tidy",
    "try_again",
    "was_deleted",
]
