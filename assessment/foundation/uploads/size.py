"""How much of a file is looked at: more than any list may have, and little for a machine."""

LAST_ROW, LAST_COLUMN = 5_000, 100
"""Beyond these rows nothing is read. Columns beyond have no name that we could know."""
