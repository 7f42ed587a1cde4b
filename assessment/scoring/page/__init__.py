"""The pages of a result as values."""

from assessment.scoring.page.area import AreaPage
from assessment.scoring.page.results import AreaRow, Basis, GridCell, ResultsPage, results_page
from assessment.scoring.page.versions import Version, can_be_corrected, version_of

__all__ = [
    "AreaPage",
    "AreaRow",
    "Basis",
    "GridCell",
    "ResultsPage",
    "Version",
    "can_be_corrected",
    "results_page",
    "version_of",
]
