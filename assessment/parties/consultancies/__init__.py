"""Consultants' firms, their brand, and their access to businesses."""
