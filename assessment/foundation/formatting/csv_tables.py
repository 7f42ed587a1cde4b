"""Tables as CSV files."""

from assessment.foundation.formatting.csv import as_csv
from assessment.foundation.formatting.tables import Table


def written(table: Table) -> bytes:
    """Encode the table as UTF-8 CSV in which no cell can act as a formula."""
    return as_csv((table.heads, *table.rows))
