"""Leaving a business: all doors of a person or firm close together. Some reopen if it is undone."""
