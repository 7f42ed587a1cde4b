"""Files that others open: spreadsheets, documents to edit, and rows to take along."""
