"""What is told of a result, gathered once: for reports, and for files that other programs read."""

from assessment.reporting.document.gathering import Extras, gather
from assessment.reporting.document.planned import SavedItem
from assessment.reporting.document.values import ReportDocument

__all__ = ["Extras", "ReportDocument", "SavedItem", "gather"]
