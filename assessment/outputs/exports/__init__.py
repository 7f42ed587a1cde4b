"""Export a result as a spreadsheet, a Word document, CSV or JSON."""
