"""A table as comma-separated values, for whatever reads nothing else."""

import csv
from io import StringIO

from assessment.reporting.sheets.tables import Cell, Table
from assessment.trends.page.spreadsheet import BYTE_ORDER_MARK, guarded


def written(table: Table) -> bytes:
    """The table in UTF-8; no cell can be taken for a formula."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow([guarded(head) for head in table.heads])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return file.getvalue().encode()


def _cell(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell
