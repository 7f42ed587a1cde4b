"""Leaving a business: all doors of a person or firm close together, and can reopen for a day."""
