"""A report as a document whose words can be edited; its numbers are those of the PDF."""

from assessment.reporting.sheets.docx.report import written

__all__ = ["written"]
