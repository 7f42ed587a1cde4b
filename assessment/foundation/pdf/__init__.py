"""Printing of HTML to PDF in a separate process."""
