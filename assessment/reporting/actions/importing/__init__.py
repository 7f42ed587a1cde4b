"""Making a business from the document it was taken along in."""

from assessment.reporting.actions.importing.whole import import_business

__all__ = ["import_business"]
