"""A table as comma-separated values."""

from assessment.reporting.sheets.tables import Table
from assessment.trends.page.spreadsheet import as_csv


def written(table: Table) -> bytes:
    """The table in UTF-8; no cell can be taken for a formula."""
    return as_csv((table.heads, *table.rows))
