"""The one door to WeasyPrint: a document, an edition and a paper become the bytes of a PDF."""

from assessment.reporting.pdf.faults import RETRY_SECONDS, CannotPrint, TooManyWait
from assessment.reporting.pdf.kinds import Edition, Paper
from assessment.reporting.pdf.making import content_hash, html_of, kept, made, render

__all__ = [
    "RETRY_SECONDS",
    "CannotPrint",
    "Edition",
    "Paper",
    "TooManyWait",
    "content_hash",
    "html_of",
    "kept",
    "made",
    "render",
]
