"""A table as comma-separated values."""

from assessment.foundation.formatting.csv import as_csv
from assessment.foundation.formatting.tables import Table


def written(table: Table) -> bytes:
    """The table in UTF-8; no cell can be taken for a formula."""
    return as_csv((table.heads, *table.rows))
