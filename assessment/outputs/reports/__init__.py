"""The report: one frozen document, its editions and the jobs that print it."""
