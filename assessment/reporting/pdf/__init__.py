"""The one door to WeasyPrint: a document, an edition and a paper become the bytes of a PDF."""

from assessment.reporting.pdf.faults import CannotPrint, TooManyWait
from assessment.reporting.pdf.kinds import Edition, Paper
from assessment.reporting.pdf.making import content_hash, html_of, made, render

__all__ = [
    "CannotPrint",
    "Edition",
    "Paper",
    "TooManyWait",
    "content_hash",
    "html_of",
    "made",
    "render",
]
