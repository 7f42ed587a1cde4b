"""Gather one check into the document that a report prints."""

from assessment.reporting.document.gathering import Extras, gather
from assessment.reporting.document.planned import SavedItem
from assessment.reporting.document.values import ReportDocument

__all__ = ["Extras", "ReportDocument", "SavedItem", "gather"]
